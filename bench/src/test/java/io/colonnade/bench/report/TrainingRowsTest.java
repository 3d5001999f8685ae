package io.colonnade.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Status;
import io.colonnade.bench.throughput.Workload;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {
  private static final Conditions FORWARD = Rows.conditions("net", Workload.FORWARD, 8);
  private static final Conditions DATA = Rows.conditions("net", Workload.BACKWARD_DATA, 8);
  private static final Conditions WEIGHTS = Rows.conditions("net", Workload.BACKWARD_WEIGHTS, 8);
  private static final Conditions TRAINING = Rows.conditions("net", Workload.TRAINING, 8);

  private static final Result F = Rows.measured(FORWARD, "a", 2, "gemm", 1);
  private static final Result D = Rows.measured(DATA, "a", 2, "gemm", 2);
  private static final Result W = Rows.measured(WEIGHTS, "a", 2, "gemm", 5);

  @Test
  void timeAndOperationsOfTheThreePassesAddUp() {
    List<Result> rows = TrainingRows.of(List.of(F, D, W));
    assertEquals(1, rows.size());
    Result row = rows.get(0);
    assertEquals(TRAINING, row.conditions());
    assertEquals(2, row.repeat());
    assertEquals(8_100, row.flops());
    assertEquals(8.0, row.figures().seconds());
    assertEquals(8_100 / 8.0 / 1e9, row.figures().gflops());
    assertEquals(
        1.25 * 8_100 / 8.0 / 1e9, Objects.requireNonNull(row.figures().ceilingGflops()), 1e-15);
  }

  @Test
  void aPassWithoutFiguresLeavesTrainingWithout() {
    Result missing = Rows.missing(DATA, "a", "gemm", Status.UNSUPPORTED, "because");
    Result row = TrainingRows.of(List.of(F, missing, W)).get(0);
    assertEquals(Status.UNSUPPORTED, row.status());
    assertEquals("because", row.message());
    assertEquals(Figures.NONE, row.figures());
  }

  @Test
  void twoPassesAreNoTraining() {
    assertEquals(List.of(), TrainingRows.of(List.of(F, D)));
    assertEquals(
        List.of(), TrainingRows.of(List.of(F, D, Rows.measured(WEIGHTS, "b", 1, "gemm", 1))));
    assertEquals(
        List.of(), TrainingRows.of(List.of(F, D, Rows.measured(WEIGHTS, "a", 1, "peer", 1))));
  }

  @Test
  void whatWasMeasuredAsTrainingIsNotSummed() {
    Result measured = Rows.measured(TRAINING, "a", 2, "gemm", 7);
    assertEquals(List.of(), TrainingRows.of(List.of(F, D, W, measured)));
  }

  @Test
  void preparedFiltersAreOfNoUseToTraining() {
    List<Result> rows =
        List.of(F, D, W).stream()
            .map(
                row ->
                    Rows.measured(
                        new Conditions(
                            "net",
                            row.conditions().pass(),
                            "f32",
                            8,
                            1,
                            Mode.NATIVE,
                            Filters.PREPARED),
                        "a",
                        2,
                        "gemm",
                        1))
            .toList();
    assertEquals(List.of(), TrainingRows.of(rows));
  }
}

package io.colonnade.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.LayerTimings;
import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.LayerTimings.Ceiling;
import io.colonnade.bench.throughput.LayerTimings.Run;
import io.colonnade.bench.throughput.LayerTimings.SameAgain;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Preparation;
import io.colonnade.bench.throughput.RunnerException;
import io.colonnade.bench.throughput.Status;
import io.colonnade.bench.throughput.Timing;
import io.colonnade.bench.throughput.Workload;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final String PROBLEM = "n2_c5_f10_i10x10_k1x1";

  /** Its flops are 2·2·10·100·5 = 20,000. */
  private static final Layer LAYER = new Layer("a", 3, ConvolutionProblem.parse(PROBLEM));

  private static final Conditions CONDITIONS =
      new Conditions("net", Workload.TRAINING, "f64", 2, 2, Mode.ARRAYS, Filters.EACH_CALL);

  private static final Results TRAINING = new Results(CONDITIONS);

  private static LayerTimings timings(@Nullable Ceiling ceiling, Double... seconds) {
    List<BackendTiming> backends = new ArrayList<>();
    for (Double time : seconds) {
      backends.add(
          BackendTiming.measured(
              "b" + backends.size(),
              new Run(
                  new Timing(time, 0.25, 7),
                  new Preparation(Status.MEASURED, "best", 4_096, 128L),
                  5_000)));
    }
    return new LayerTimings(LAYER, backends, ceiling, null);
  }

  @Test
  void aRowHoldsTheConditionsAndTheFigures() {
    Result expected =
        new Result(
            CONDITIONS,
            "a",
            PROBLEM,
            3,
            60_000,
            "b0",
            Status.MEASURED,
            null,
            "best",
            new Figures(2e-6, 0.25, 7, 30.0, null, 60.0, "whole", 4_096L, 128L, 5_000L));
    assertEquals(List.of(expected), TRAINING.of(timings(new Ceiling(1e-6, "whole"), 2e-6)));
  }

  @Test
  void aRowThatWasNotMeasuredSaysWhyAndHasNoFigures() {
    var timings =
        new LayerTimings(
            LAYER,
            List.of(
                BackendTiming.without("b0", Status.UNSUPPORTED),
                BackendTiming.failed("b1", new RunnerException("out of order", List.of("x")))),
            new Ceiling(1e-6, "whole"),
            null);
    List<Result> rows = TRAINING.of(timings);
    assertEquals(row("b0", Status.UNSUPPORTED, null), rows.get(0));
    assertEquals(row("b1", Status.FAILED, "out of order"), rows.get(1));
  }

  private static Result row(String backend, Status status, @Nullable String message) {
    return new Result(
        CONDITIONS, "a", PROBLEM, 3, 60_000, backend, status, message, null, Figures.NONE);
  }

  @Test
  void totalsWeighByRepeatAndTheShareOfTheCeilingCountsOnlyLayersThatHaveOne() {
    Result bounded = TRAINING.of(timings(new Ceiling(1e-6, "whole"), 2e-6)).get(0);
    Result free = TRAINING.of(timings(null, 4e-6)).get(0);
    Total total = Total.of("b0", List.of(bounded, free));
    assertEquals(3 * 2e-6 + 3 * 4e-6, total.seconds(), 1e-18);
    assertEquals(6 * 60_000 / 18e-6 / 1e9, total.gflops(), 1e-9);
    assertEquals(0.5, total.ceilingShare());
    assertEquals(2, total.layers());
  }

  @Test
  void theAaCheckTakesADifferenceInEitherDirectionAlike() {
    List<Result> rows = new ArrayList<>();
    for (double ratio : new double[] {1.02, 1 / 1.05, 1.0}) {
      Layer layer = new Layer("r" + rows.size(), 1, LAYER.problem());
      List<BackendTiming> gemm = timings(null, 1.0).backends();
      rows.addAll(TRAINING.of(new LayerTimings(layer, gemm, null, new SameAgain("b0", ratio))));
    }
    AaCheck check = AaCheck.of(rows);
    assertEquals(
        "A/A (b0 against itself): 2.0 % apart in the median, 5.0 % at most (r1)",
        String.valueOf(check));
  }

  @Test
  void thereIsNoAaCheckWhereNothingWasMeasured() {
    assertEquals(null, AaCheck.of(TRAINING.of(timings(null, 1.0))));
  }
}

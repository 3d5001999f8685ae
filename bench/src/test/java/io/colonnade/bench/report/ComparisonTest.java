package io.colonnade.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Status;
import io.colonnade.bench.throughput.Workload;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Conditions CONDITIONS =
      new Conditions("net", Workload.FORWARD, "f32", 1, 1, Mode.NATIVE, Filters.PREPARED);

  private static Result row(String layer, long repeat, String backend, @Nullable Double seconds) {
    Figures figures =
        seconds == null
            ? Figures.NONE
            : new Figures(seconds, 0.0, 5, 1.0, null, null, null, 0L, null, null);
    Status status = seconds == null ? Status.NO_PREPARED_FILTERS : Status.MEASURED;
    return new Result(CONDITIONS, layer, "n1", repeat, 1, backend, status, null, "some", figures);
  }

  /** Ratios 2 and 1/2 where both are measured, with weights 1 and 3. */
  private static final List<Result> ROWS =
      List.of(
          row("a", 1, "ours", 1.0),
          row("a", 1, "theirs", 2.0),
          row("b", 3, "ours", 4.0),
          row("b", 3, "theirs", 2.0),
          row("c", 5, "ours", 1.0),
          row("c", 5, "theirs", null),
          row("d", 7, "ours", null),
          row("d", 7, "theirs", 1.0));

  private static double value(@Nullable Double value) {
    return Objects.requireNonNull(value);
  }

  @Test
  void meanAndTotalAreOverTheLayersThatBothHave() {
    Comparison comparison = Comparison.of(ROWS, "ours", "theirs");
    assertEquals(2, comparison.layers());
    assertEquals(4, comparison.ofLayers());
    assertEquals(1.0, value(comparison.geometricMean()), 1e-12);
    assertEquals(1 * 1.0 + 3 * 4.0, comparison.baseSeconds(), 1e-12);
    assertEquals(1 * 2.0 + 3 * 2.0, comparison.peerSeconds(), 1e-12);
    assertEquals(8.0 / 13, value(comparison.totalRatio()), 1e-12);
  }

  @Test
  void theMeanIsGeometric() {
    List<Result> rows =
        List.of(
            row("a", 1, "ours", 1.0),
            row("a", 1, "theirs", 8.0),
            row("b", 9, "ours", 1.0),
            row("b", 9, "theirs", 2.0));
    assertEquals(4.0, value(Comparison.of(rows, "ours", "theirs").geometricMean()), 1e-12);
  }

  @Test
  void aboveOneTheBaseIsAhead() {
    assertEquals(2.0, Comparison.ratio(ROWS.get(0), ROWS.get(1)));
    assertEquals(0.5, Comparison.ratio(ROWS.get(2), ROWS.get(3)));
    assertNull(Comparison.ratio(ROWS.get(4), ROWS.get(5)));
    assertNull(Comparison.ratio(ROWS.get(6), null));
  }

  @Test
  void whereNothingIsInCommonThereIsNoMean() {
    Comparison comparison = Comparison.of(ROWS.subList(4, 8), "ours", "theirs");
    assertEquals(0, comparison.layers());
    assertNull(comparison.geometricMean());
    assertNull(comparison.totalRatio());
  }

  @Test
  void whatIsMissingIsToldOnceForEachReason() {
    List<Result> rows =
        List.of(
            row("a", 1, "theirs", null),
            row("b", 1, "theirs", null),
            row("c", 1, "theirs", null),
            row("d", 1, "theirs", null),
            row("e", 1, "theirs", 1.0),
            row("e", 1, "others", null));
    assertEquals(
        List.of("theirs: no prepared filters on 4 of 5 layers", "others: no prepared filters on e"),
        Gaps.lines(rows));
  }
}

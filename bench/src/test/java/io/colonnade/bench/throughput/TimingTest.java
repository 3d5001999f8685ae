package io.colonnade.bench.throughput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TimingTest {

  @Test
  void quotesTheMedianAndHalfTheDistanceBetweenTheQuartiles() {
    Timing timing = Timing.ofNanos(new double[] {5e9, 1e9, 4e9, 2e9, 3e9});
    assertEquals(new Timing(3, (4.0 - 2.0) / 2 / 3, 5), timing);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    assertEquals(2.5, Timing.ofNanos(new double[] {4e9, 1e9, 2e9, 3e9}).seconds());
  }

  @Test
  void oneOutlierMovesNeither() {
    Timing quiet = Timing.ofNanos(new double[] {1e9, 1e9, 1e9, 1e9, 1e9});
    assertEquals(quiet, Timing.ofNanos(new double[] {1e9, 1e9, 90e9, 1e9, 1e9}));
  }

  @Test
  void oneSampleHasNoSpread() {
    assertEquals(new Timing(2, 0, 1), Timing.ofNanos(new double[] {2e9}));
  }

  @Test
  void noSampleIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Timing.ofNanos(new double[0]));
  }
}

package io.colonnade.bench.throughput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BudgetTest {
  private static final long MILLISECOND = 1_000_000;
  private static final double MINUTE = 60e9;
  private static final int CONTENDERS = 4;

  private long now = 12_345;

  private Budget budget(double minutes, int layers) {
    return new Budget(minutes, layers, () -> now);
  }

  private static long total(Sampling sampling) {
    return CONTENDERS * sampling.warmupNanos() + sampling.budgetNanos();
  }

  /** Measures {@code layers} layers, of which each takes {@code slowness} times what is planned. */
  private double minutes(Budget budget, int layers, double slowness) {
    long begin = now;
    for (int i = 0; i < layers; i++) {
      now += Math.round(slowness * total(budget.next(CONTENDERS)));
    }
    return (now - begin) / MINUTE;
  }

  @Test
  void theFirstLayerGetsHalfOfItsEvenPart() {
    Sampling sampling = budget(1, 10).next(CONTENDERS);
    assertEquals(3_000 * MILLISECOND, total(sampling));
    assertEquals(3_000 * MILLISECOND / CONTENDERS / 4, sampling.warmupNanos());
    assertEquals(10 * MILLISECOND, sampling.sampleNanos());
    assertEquals(3, sampling.leastRounds());
  }

  @Test
  void aLayerGetsItsPartByItsWeight() {
    Budget budget = new Budget(1, new double[] {1, 4, 5}, () -> now);
    assertEquals(3_000 * MILLISECOND, total(budget.next(CONTENDERS)));
    now += 15_000 * MILLISECOND;
    assertEquals(
        45_000.0 * MILLISECOND * 4 / 9 * (3_000.0 / 15_000),
        (double) total(budget.next(CONTENDERS)),
        10);
  }

  @Test
  void whereSamplesTakeAsLongAsPlannedTheTimeIsUsed() {
    assertEquals(1, minutes(budget(1, 100), 100, 1), 0.02);
  }

  @Test
  void whereTheyTakeThreeTimesAsLongFewerAreTaken() {
    assertEquals(1, minutes(budget(1, 100), 100, 3), 0.02);
  }

  @Test
  void samplesOfAShortTimeAreShort() {
    Sampling sampling = budget(1, 300).next(CONTENDERS);
    assertEquals(100 * MILLISECOND, total(sampling));
    assertEquals(25 * MILLISECOND / 4, sampling.warmupNanos());
    assertEquals(25 * MILLISECOND * 3 / 4 / 5, sampling.sampleNanos());
  }

  @Test
  void tooLittleTimeIsExceededByTheLeastAndTold() {
    Budget budget = budget(0.001, 10);
    Sampling sampling = budget.next(CONTENDERS);
    assertEquals(CONTENDERS * Budget.LEAST, total(sampling));
    now += 120_000 * MILLISECOND;
    budget.next(CONTENDERS);
    assertEquals(
        "budget: took 2.0 of 0.0 minutes, which were too few: 2 of 2 layers were measured as"
            + " briefly as can be",
        budget.verdict());
  }

  @Test
  void enoughTimeIsToldToo() {
    Budget budget = budget(3, 10);
    minutes(budget, 10, 1);
    assertTrue(
        budget.verdict().matches("budget: took \\d\\.\\d of 3\\.0 minutes"), budget.verdict());
  }

  @Test
  void aTimeThatIsOverLeavesTheLeast() {
    Budget budget = budget(1, 10);
    budget.next(CONTENDERS);
    now += 61_000 * MILLISECOND;
    assertEquals(CONTENDERS * Budget.LEAST, total(budget.next(CONTENDERS)));
  }
}

package io.colonnade.contract.pooling;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PoolingProblem;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The plans keep the contract, on one thread and on several; so do the loops. */
class PoolingContractTest {
  private static final double LEAST_PERCENTAGE = 2;

  @Property(tries = 300, seed = "20261122")
  void keepsTheContract(
      @ForAll("subjects") PoolingSubject subject,
      @ForAll("problems") PoolingProblem problem,
      @ForAll("types") DataType<?> type,
      @ForAll SwitchNumbering numbering,
      @ForAll long seed) {
    new PoolingContract(subject).check(problem, type, numbering, seed);
    Arrays.stream(PoolingProperty.values())
        .filter(property -> property.appliesTo(problem))
        .forEach(property -> Statistics.label("properties").collect(property));
    Statistics.label("properties")
        .coverage(
            coverage ->
                Arrays.stream(PoolingProperty.values())
                    .forEach(p -> coverage.check(p).count(count -> count >= 40)));
  }

  /** Several phases of this one lie wholly in the padding. */
  @Example
  void tapsWithoutInput() {
    PoolingProblem problem = PoolingProblem.parse("n3_c56_i9_k7_p6_d3_channels-last");
    PoolingContract contract = new PoolingContract(new PlannedPooling(PlanOptions.defaults()));
    for (SwitchNumbering numbering : SwitchNumbering.values()) {
      contract.check(problem, DataType.FLOAT64, numbering, 1);
      contract.check(problem.withLayout(Layout.CHANNELS_FIRST), DataType.FLOAT32, numbering, 1);
    }
  }

  @Property(tries = 3000, seed = "5")
  void reachesEveryHardCase(@ForAll("problems") PoolingProblem problem) {
    for (PoolingHardCase hardCase : PoolingHardCase.values()) {
      Statistics.label(hardCase.name())
          .collect(hardCase.matches(problem))
          .coverage(c -> c.check(true).percentage(p -> p >= LEAST_PERCENTAGE));
    }
  }

  @Provide
  Arbitrary<PoolingSubject> subjects() {
    PlanOptions options = PlanOptions.defaults();
    return Arbitraries.of(
        new PlannedPooling(options),
        new PlannedPooling(options),
        new PlannedPooling(options.withThreads(3)),
        new LoopedPooling());
  }

  @Provide
  Arbitrary<PoolingProblem> problems() {
    return Arbitraries.randomValue(
        random -> PoolingProblemGenerator.next(new SplittableRandom(random.nextLong())));
  }

  @Provide
  Arbitrary<DataType<?>> types() {
    return Arbitraries.of(DataType.all());
  }
}

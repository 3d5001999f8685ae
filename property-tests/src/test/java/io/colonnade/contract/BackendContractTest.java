package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Every backend keeps the contract, with every algorithm forced in turn; each skips nothing, unless
 * a forced algorithm does not apply to the problem at all.
 */
class BackendContractTest {
  private static final List<Subject> SUBJECTS = Subject.all();
  private static final int LEAST_CASES = 10;

  @Property(tries = 1000, seed = "20261121")
  void keepsTheContract(
      @ForAll("subjects") Subject subject,
      @ForAll("problems") ConvolutionProblem problem,
      @ForAll("types") DataType<?> type,
      @ForAll long seed) {
    ContractReport report = subject.contract().check(problem, type, seed);
    report.throwIfFailed();
    List<ContractReport.Entry> skipped = report.with(Outcome.SKIPPED);
    boolean algorithmApplies = skipped.size() < report.entries().size();
    if (algorithmApplies || subject.algorithm().equals(PlanOptions.AUTO)) {
      assertEquals(List.of(), skipped);
    }
    if (skipped.isEmpty()) {
      Statistics.label("all properties tried").collect(subject);
    }
    Statistics.label("all properties tried")
        .coverage(
            coverage ->
                SUBJECTS.forEach(s -> coverage.check(s).count(count -> count >= LEAST_CASES)));
  }

  @Provide
  Arbitrary<Subject> subjects() {
    return Arbitraries.of(SUBJECTS);
  }

  @Provide
  Arbitrary<ConvolutionProblem> problems() {
    return ProblemArbitrary.problems();
  }

  @Provide
  Arbitrary<DataType<?>> types() {
    return Arbitraries.of(DataType.all());
  }
}

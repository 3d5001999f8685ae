package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Every backend keeps the whole contract, with every algorithm forced in turn on problems that it
 * applies to.
 */
class BackendContractTest {
  private static final List<Subject> SUBJECTS = Subject.all();

  @Property(tries = 1400, seed = "20261121")
  void keepsTheContract(
      @ForAll("cases") Case drawn, @ForAll("types") DataType<?> type, @ForAll long seed) {
    ContractReport report = drawn.subject().contract().check(drawn.problem(), type, seed);
    drawn.subject().requireKept(report);
    Statistics.label("subject")
        .collect(drawn.subject())
        .coverage(
            coverage ->
                SUBJECTS.forEach(
                    s -> coverage.check(s).count(count -> count >= Subject.LEAST_CASES)));
  }

  /** Who is held to the contract on what. */
  record Case(Subject subject, ConvolutionProblem problem) {}

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.of(SUBJECTS)
        .flatMap(
            subject ->
                ProblemArbitrary.problems()
                    .filter(subject::applies)
                    .map(problem -> new Case(subject, problem)));
  }

  @Provide
  Arbitrary<DataType<?>> types() {
    return Arbitraries.of(DataType.all());
  }
}

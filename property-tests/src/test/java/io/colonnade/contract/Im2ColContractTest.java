package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DataType;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** im2col and col2im keep their contract. */
class Im2ColContractTest {

  @Property(tries = 600, seed = "20261123")
  void keepsTheContract(
      @ForAll("problems") ConvolutionProblem problem,
      @ForAll("types") DataType<?> type,
      @ForAll long seed) {
    ContractReport report = new Im2ColContract().check(problem, type, seed);
    report.throwIfFailed();
    assertEquals(List.of(), report.with(Outcome.SKIPPED));
  }

  @Example
  void propertiesLeftOutAreThoseOfConvolutions() {
    Set<String> names =
        ConvolutionContract.properties().stream()
            .map(ContractProperty::name)
            .collect(Collectors.toSet());
    assertTrue(names.containsAll(Im2ColContract.NOT_OF_COLUMNS));
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

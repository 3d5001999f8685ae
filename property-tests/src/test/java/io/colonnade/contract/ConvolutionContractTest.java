package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ContractReport.Entry;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the contract makes of backends that fail, refuse or cannot do things. */
class ConvolutionContractTest {
  private static final ConvolutionProblem PROBLEM =
      ConvolutionProblem.parse("n2_c2_f3_i5x4_k3x2_s2x1_p1");
  private static final DataType<?> TYPE = DataType.FLOAT32;
  private static final long SEED = 11;

  private static ContractReport check(ConvolutionBackend backend, PlanOptions options) {
    return new ConvolutionContract(backend, options).check(PROBLEM, TYPE, SEED);
  }

  @Test
  void propertiesHaveNamesOfTheirOwn() {
    List<String> names =
        ConvolutionContract.properties().stream().map(ContractProperty::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size());
  }

  @Test
  void reportHasAnEntryForEachProperty() {
    ContractReport report = check(new ReferenceBackend(), PlanOptions.defaults());
    assertEquals(
        ConvolutionContract.properties(), report.entries().stream().map(Entry::property).toList());
    assertEquals(report.entries(), report.with(Outcome.PASSED));
    report.throwIfFailed();
  }

  @Test
  void violationTellsHowToSeeItAgain() {
    ContractReport report = check(new FaultyBackend(Fault.KERNEL_TURNED), PlanOptions.defaults());
    ContractViolation violation = assertThrows(ContractViolation.class, report::throwIfFailed);
    assertEquals(PROBLEM, violation.problem());
    assertEquals(TYPE, violation.type());
    assertEquals(SEED, violation.seed());
    assertEquals("forward: equals the loops on integers", violation.property());
    Difference difference = violation.difference();
    assertNotNull(difference);
    assertEquals("y", difference.tensor());
    assertTrue(difference.got() != difference.want());
    for (String part :
        List.of("KERNEL_TURNED", PROBLEM.toString(), "type=f32", "seed=11", violation.property())) {
      assertTrue(violation.toString().contains(part), violation::toString);
    }
    assertEquals(report.with(Outcome.FAILED).size() - 1, violation.getSuppressed().length);
  }

  @Test
  void propertyAloneFailsAsItDoesAmongTheOthers() {
    ConvolutionContract contract =
        new ConvolutionContract(new FaultyBackend(Fault.GROUPS_OFF_BY_ONE), PlanOptions.defaults());
    ConvolutionProblem grouped = ConvolutionProblem.parse("n2_c4_f4_g2_i5x4_k3x2");
    List<Entry> failures = contract.check(grouped, TYPE, SEED).with(Outcome.FAILED);
    assertTrue(failures.size() > 1);
    for (Entry failure : failures) {
      Entry alone =
          contract.check(List.of(failure.property()), grouped, TYPE, SEED).entries().get(0);
      assertEquals(failure.reason(), alone.reason());
    }
  }

  @Test
  void unsupportedPassesAreSkippedNotPassed() {
    ContractReport report = check(new ForwardOnly(), PlanOptions.defaults());
    assertEquals(List.of(), report.with(Outcome.FAILED));
    for (Entry entry : report.entries()) {
      boolean canRun = Set.of(Pass.FORWARD).containsAll(entry.property().needs());
      assertEquals(canRun ? Outcome.PASSED : Outcome.SKIPPED, entry.outcome(), entry::toString);
    }
    assertTrue(
        report.with(Outcome.SKIPPED).stream()
            .allMatch(
                entry -> entry.reason().startsWith("forward-only does not support backward")));
  }

  @Test
  void planThatCannotBeMadeIsAFailure() {
    ContractReport report =
        check(new ReferenceBackend(), PlanOptions.defaults().withAlgorithm("winograd"));
    assertEquals(List.of(PlanProperties.CAN_BE_MADE), properties(report));
    ContractViolation violation = assertThrows(ContractViolation.class, report::throwIfFailed);
    assertTrue(violation.toString().contains("algorithm=winograd"), violation::toString);
  }

  @Test
  void errorIsAFailureAndLacksNothingToSeeItAgain() {
    ContractReport report = check(failingWith(new StackOverflowError("too deep")));
    ContractViolation violation = assertThrows(ContractViolation.class, report::throwIfFailed);
    for (String part :
        List.of(PROBLEM.toString(), "seed=11", "threw java.lang.StackOverflowError: too deep")) {
      assertTrue(violation.toString().contains(part), violation::toString);
    }
  }

  /** A heap that is too small says nothing about the backend. */
  @Test
  void outOfMemoryIsNoFailure() {
    ContractProperty property = failingWith(new OutOfMemoryError());
    assertThrows(OutOfMemoryError.class, () -> check(property));
  }

  private static ContractReport check(ContractProperty property) {
    return new ConvolutionContract(new ReferenceBackend(), PlanOptions.defaults())
        .check(List.of(property), PROBLEM, TYPE, SEED);
  }

  private static ContractProperty failingWith(Error error) {
    return ContractProperty.of(
        "runs",
        new ContractProperty.Check() {
          @Override
          public <A> void check(Trial<A> trial) {
            throw error;
          }
        });
  }

  @Test
  void algorithmThatDoesNotApplyIsSkipped() {
    ContractReport report =
        check(ConvolutionBackend.named("gemm"), PlanOptions.defaults().withAlgorithm("pointwise"));
    assertEquals(report.entries(), report.with(Outcome.SKIPPED));
    assertEquals(
        Set.of(true),
        report.entries().stream()
            .map(entry -> entry.reason().contains("pointwise"))
            .collect(Collectors.toSet()));
  }

  @Test
  void unrolledMatrixThatIsTooLargeIsSkipped() {
    ConvolutionProblem large = ConvolutionProblem.parse("c1_f1_i8200_k1");
    List<ContractProperty> unrolled =
        ConvolutionContract.properties().stream()
            .filter(property -> property.name().contains("unrolled"))
            .toList();
    assertEquals(2, unrolled.size());
    ContractReport report =
        new ConvolutionContract(new ReferenceBackend(), PlanOptions.defaults())
            .check(unrolled, large, TYPE, SEED);
    assertEquals(report.entries(), report.with(Outcome.SKIPPED));
  }

  @Test
  void refusesSumsThatCannotBeExact() {
    ConvolutionProblem large = ConvolutionProblem.parse("c4194304_f1_i1_k1");
    ConvolutionContract contract =
        new ConvolutionContract(new ReferenceBackend(), PlanOptions.defaults());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> contract.check(large, TYPE, SEED));
    assertTrue(error.toString().contains("4194305 terms"), error::toString);
  }

  private static List<ContractProperty> properties(ContractReport report) {
    return report.entries().stream().map(Entry::property).toList();
  }

  /** The reference, which says that it knows the forward pass only. */
  private record ForwardOnly() implements ConvolutionBackend {
    @Override
    public String name() {
      return "forward-only";
    }

    @Override
    public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
      return pass == Pass.FORWARD;
    }

    @Override
    public <A> ConvolutionPlan<A> plan(
        ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
      return new ReferenceBackend().plan(problem, type, options);
    }
  }
}

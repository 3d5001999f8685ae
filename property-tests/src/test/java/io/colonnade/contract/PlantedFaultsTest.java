package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proof that the contract bites: no fault gets past it, and no property is idle. */
class PlantedFaultsTest {
  private static final int CASES = 300;
  private static final int CASES_FOR_ALL_PROPERTIES = 25;

  /**
   * Plans refuse bad arguments before a backend sees them, so that no backend can get these wrong.
   */
  private static final Set<String> KEPT_BY_EVERY_PLAN =
      Set.of(
          "refuses null arrays",
          "refuses to accumulate with an activation",
          "refuses filters prepared for another plan or pass",
          "refuses negative offsets",
          "refuses arrays that are too short",
          "refuses a result that overlaps an operand");

  @ParameterizedTest
  @EnumSource
  void everyFaultIsNoticed(Fault fault) {
    ContractProperty property = fault.noticedBy();
    Cases cases = new Cases(contract(fault));
    for (int i = 0; i < CASES; i++) {
      if (!cases.next(List.of(property)).with(Outcome.FAILED).isEmpty()) {
        return;
      }
    }
    fail("not noticed in " + CASES + " cases");
  }

  /** Properties share operands, which the first to run would find unchanged. */
  @Test
  void changedOperandsAreNoticedAmongAllProperties() {
    Cases cases = new Cases(contract(Fault.OPERAND_CHANGED));
    for (int i = 0; i < CASES_FOR_ALL_PROPERTIES; i++) {
      List<ContractProperty> failed =
          cases.next(ConvolutionContract.properties()).with(Outcome.FAILED).stream()
              .map(ContractReport.Entry::property)
              .toList();
      assertTrue(failed.contains(Fault.OPERAND_CHANGED.noticedBy()), failed::toString);
    }
  }

  /** What computes rightly and only does not say why has nothing else against it. */
  @Test
  void nothingIsNoticedBesideTheFault() {
    Cases cases = new Cases(contract(Fault.NO_REASON));
    for (int i = 0; i < CASES_FOR_ALL_PROPERTIES; i++) {
      Set<String> failed =
          cases.next(ConvolutionContract.properties()).with(Outcome.FAILED).stream()
              .map(entry -> entry.property().name().replaceFirst(".*: ", ""))
              .collect(Collectors.toSet());
      assertEquals(
          Set.of("every pass is explained, with the forced algorithm where that applies"), failed);
    }
  }

  @Test
  void everyPropertyNoticesSomeFault() {
    Set<String> idle =
        ConvolutionContract.properties().stream()
            .map(ContractProperty::name)
            .filter(name -> KEPT_BY_EVERY_PLAN.stream().noneMatch(name::endsWith))
            .collect(Collectors.toCollection(TreeSet::new));
    for (Fault fault : Fault.values()) {
      Cases cases = new Cases(contract(fault));
      for (int i = 0; i < CASES_FOR_ALL_PROPERTIES; i++) {
        List<ContractProperty> left =
            ConvolutionContract.properties().stream().filter(p -> idle.contains(p.name())).toList();
        cases.next(left).with(Outcome.FAILED).forEach(e -> idle.remove(e.property().name()));
      }
    }
    assertEquals(Set.of(), idle);
  }

  private static ConvolutionContract contract(Fault fault) {
    return new ConvolutionContract(new FaultyBackend(fault), PlanOptions.defaults());
  }

  /** The generator's cases, the same for every fault. */
  private static final class Cases {
    private final ConvolutionContract contract;
    private final SplittableRandom random = new SplittableRandom(42);

    Cases(ConvolutionContract contract) {
      this.contract = contract;
    }

    ContractReport next(List<ContractProperty> properties) {
      ConvolutionProblem problem = ProblemGenerator.next(random);
      DataType<?> type = random.nextBoolean() ? DataType.FLOAT32 : DataType.FLOAT64;
      return contract.check(properties, problem, type, random.nextLong());
    }
  }
}

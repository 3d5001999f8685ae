package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proof that the contracts of transposed convolution and of im2col bite. */
class OperatorFaultsTest {
  private static final int CASES = 300;
  private static final int SOUND_CASES = 20;

  @ParameterizedTest
  @EnumSource
  void everyFaultInTransposedConvolutionIsNoticed(TransposedFault fault) {
    TransposedContract contract = new TransposedContract(fault::plantedIn, PlanOptions.defaults());
    requireNoticed(random -> checkTransposed(contract, List.of(fault.noticedBy()), random));
  }

  @ParameterizedTest
  @EnumSource
  void everyFaultInColumnsIsNoticed(ColumnFault fault) {
    Im2ColContract contract = new Im2ColContract(fault::plantedIn);
    requireNoticed(random -> checkColumns(contract, List.of(fault.noticedBy()), random));
  }

  /** Without a fault there is nothing to notice. */
  @Test
  void nothingIsNoticedWhereNoFaultIsPlanted() {
    TransposedContract transposed =
        new TransposedContract(
            problem -> sound(new TestedTransposed(new ReferenceBackend(), problem)),
            PlanOptions.defaults());
    Im2ColContract columns = new Im2ColContract(problem -> sound(new TestedColumns(problem)));
    SplittableRandom random = new SplittableRandom(43);
    for (int i = 0; i < SOUND_CASES; i++) {
      List<ContractProperty> ofTransposed =
          TransposedContract.properties().stream().filter(OperatorFaultsTest::ofResults).toList();
      List<ContractProperty> ofColumns =
          Im2ColContract.properties().stream().filter(OperatorFaultsTest::ofResults).toList();
      assertEquals(
          List.of(), checkTransposed(transposed, ofTransposed, random).with(Outcome.FAILED));
      assertEquals(List.of(), checkColumns(columns, ofColumns, random).with(Outcome.FAILED));
    }
  }

  private static TestedOperator sound(TestedOperator operator) {
    return new FaultyOperator(operator, operator::loops);
  }

  /** Results by loops cannot be those of one array for two tensors. */
  private static boolean ofResults(ContractProperty property) {
    return !property.name().endsWith("beside an operand in one array");
  }

  private static ContractReport checkTransposed(
      TransposedContract contract, List<ContractProperty> properties, SplittableRandom random) {
    TransposedProblem problem = TransposedGenerator.next(random);
    return contract.check(properties, problem, type(random), random.nextLong());
  }

  private static ContractReport checkColumns(
      Im2ColContract contract, List<ContractProperty> properties, SplittableRandom random) {
    ConvolutionProblem problem = ProblemGenerator.next(random);
    return contract.check(properties, problem, type(random), random.nextLong());
  }

  private static void requireNoticed(Function<SplittableRandom, ContractReport> check) {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < CASES; i++) {
      if (!check.apply(random).with(Outcome.FAILED).isEmpty()) {
        return;
      }
    }
    fail("not noticed in " + CASES + " cases");
  }

  private static DataType<?> type(SplittableRandom random) {
    return random.nextBoolean() ? DataType.FLOAT32 : DataType.FLOAT64;
  }
}

package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An algorithm that mixes elements can keep the contract, and its bound lets no fault past. */
class TileFaultsTest {
  private static final int CASES = 100;
  private static final int SOUND_CASES = 40;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyFaultIsNoticed(TileFault fault) {
    SplittableRandom random = new SplittableRandom(44);
    for (int i = 0; i < CASES; i++) {
      if (!check(fault, List.of(fault.noticedBy()), random).with(Outcome.FAILED).isEmpty()) {
        return;
      }
    }
    fail("not noticed in " + CASES + " cases");
  }

  @Test
  void nothingIsNoticedWithoutAFault() {
    SplittableRandom random = new SplittableRandom(45);
    for (int i = 0; i < SOUND_CASES; i++) {
      ContractReport report = check(TileFault.NONE, ConvolutionContract.properties(), random);
      report.throwIfFailed();
      assertEquals(List.of(), report.with(Outcome.SKIPPED));
      assertEquals("tiles", report.algorithms().get(Pass.FORWARD));
    }
  }

  /** A bound of direct summation would be too tight: the results are not exact on integers. */
  @Test
  void resultsAreNotExact() {
    SplittableRandom random = new SplittableRandom(46);
    ContractReport report =
        check(
            TileFault.BOUND_UNDERSTATED, List.of(TileFault.COEFFICIENT_WRONG.noticedBy()), random);
    assertFalse(report.with(Outcome.FAILED).isEmpty());
  }

  private static ContractReport check(
      TileFault fault, List<ContractProperty> properties, SplittableRandom random) {
    ConvolutionProblem problem = ProblemGenerator.next(random, TiledBackend::applies);
    DataType<?> type = random.nextBoolean() ? DataType.FLOAT32 : DataType.FLOAT64;
    return new ConvolutionContract(new TiledBackend(fault), PlanOptions.defaults())
        .check(properties, problem, type, random.nextLong());
  }
}

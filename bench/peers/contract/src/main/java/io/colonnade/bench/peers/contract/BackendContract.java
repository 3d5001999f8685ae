package io.colonnade.bench.peers.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.Activation;
import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ContractReport;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.contract.ConvolutionContract;
import io.colonnade.contract.ProblemGenerator;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A backend computes what the contract says, on random problems of those that it supports. */
public abstract class BackendContract {
  private static final int CASES = 60;

  private final ConvolutionBackend backend;
  private final Set<Pass> passes;

  /**
   * The contract of one backend.
   *
   * @param backend the backend
   * @param passes the passes that it supports
   */
  protected BackendContract(ConvolutionBackend backend, Set<Pass> passes) {
    this.backend = backend;
    this.passes = EnumSet.copyOf(passes);
  }

  /** The backend. */
  protected final ConvolutionBackend backend() {
    return backend;
  }

  /** The passes that it supports. */
  protected final Set<Pass> passes() {
    return passes;
  }

  @Test
  void isFoundByItsName() {
    assertEquals(backend.getClass(), ConvolutionBackend.named(backend.name()).getClass());
  }

  @Test
  void keepsTheContract() {
    ConvolutionContract contract = new ConvolutionContract(backend, PlanOptions.defaults());
    SplittableRandom random = new SplittableRandom(20261121);
    for (int tried = 0; tried < CASES; ) {
      ConvolutionProblem problem = ProblemGenerator.next(random);
      DataType<?> type = random.nextBoolean() ? DataType.FLOAT32 : DataType.FLOAT64;
      if (passes.stream().allMatch(pass -> backend.supports(problem, pass, type))) {
        check(contract.check(problem, type, random.nextLong()));
        tried++;
      }
    }
  }

  private void check(ContractReport report) {
    report.throwIfFailed();
    for (ContractReport.Entry entry : report.with(Outcome.SKIPPED)) {
      boolean unsupported = !passes.containsAll(entry.property().needs());
      assertTrue(unsupported || entry.reason().contains("honours threads only"), entry::reason);
    }
  }

  @Test
  void refusesWhatItDoesNotHonour() {
    ConvolutionProblem problem = ConvolutionProblem.parse("n2_c6_f8_i9x7_k3x3_p1");
    PlanOptions defaults = PlanOptions.defaults();
    for (PlanOptions options :
        List.of(
            defaults.withActivation(Activation.RELU),
            defaults.withAlgorithm("direct"),
            defaults.withWorkspaceLimit(1 << 20),
            defaults.withExecutor(Runnable::run))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> backend.plan(problem, DataType.FLOAT32, options),
          options::toString);
    }
  }
}

package io.colonnade.bench.peers.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.NativePlan;
import io.colonnade.bench.peers.Operand;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The contract of a backend whose plans are native ones: the results are the same in both modes.
 */
public abstract class PeerContract extends BackendContract {
  private static final List<String> PROBLEMS =
      List.of("n2_c6_f8_i9x7_k3x3_p1", "n1_c16_f32_i8x8_k1x1", "n2_c4_f6_i7x8_k3x3_s2_p1");

  /**
   * The contract of one peer.
   *
   * @param backend the peer
   * @param passes the passes that it supports
   */
  protected PeerContract(ConvolutionBackend backend, Set<Pass> passes) {
    super(backend, passes);
  }

  @Test
  void computesTheSameInItsOwnMemory() {
    for (String text : PROBLEMS) {
      ConvolutionProblem problem = ConvolutionProblem.parse(text);
      for (Pass pass : passes()) {
        for (int threads = 1; threads <= 2; threads++) {
          checkNative(problem, pass, PlanOptions.defaults().withThreads(threads));
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // plans of peers are native ones of the same type
  private void checkNative(ConvolutionProblem problem, Pass pass, PlanOptions options) {
    float[] want = new float[Operand.output(pass).size(problem)];
    run(new ReferenceBackend().plan(problem, DataType.FLOAT32), pass, problem, want);
    ConvolutionPlan<float[]> plan = backend().plan(problem, DataType.FLOAT32, options);
    try (NativePlan<float[]> nativePlan = (NativePlan<float[]>) plan) {
      assertTrue(nativePlan.supports(pass, Filters.EACH_CALL), pass + " in its own memory");
      for (Filters filters : Filters.values()) {
        if (nativePlan.supports(pass, filters)) {
          float[] got = runNative(nativePlan, pass, filters, problem, options.threads());
          assertArrayEquals(want, got, problem + " " + pass + " " + filters + " " + options);
        }
      }
    }
  }

  private static float[] runNative(
      NativePlan<float[]> plan, Pass pass, Filters filters, ConvolutionProblem problem, int count) {
    float[] got = new float[Operand.output(pass).size(problem)];
    Arrays.fill(got, Float.NaN);
    try (NativePass<float[]> opened = plan.open(pass, false, filters)) {
      assertEquals(count, opened.threads(), "threads");
      for (Operand operand : Operand.inputs(pass, false)) {
        opened.load(operand, values(operand, problem), 0);
      }
      opened.run();
      opened.run();
      opened.read(got, 0);
    }
    return got;
  }

  private static void run(
      ConvolutionPlan<float[]> plan, Pass pass, ConvolutionProblem problem, float[] out) {
    float[] x = values(Operand.X, problem);
    float[] w = values(Operand.W, problem);
    float[] dy = values(Operand.Y, problem);
    switch (pass) {
      case FORWARD -> plan.forward(x, w, null, out);
      case BACKWARD_DATA -> plan.backwardData(dy, w, out);
      case BACKWARD_WEIGHTS -> plan.backwardWeights(x, dy, out);
      case BACKWARD_BIAS -> plan.backwardBias(dy, out);
    }
  }

  /** Small integers, so that every order of summation gives the same bits. */
  private static float[] values(Operand operand, ConvolutionProblem problem) {
    float[] values = new float[operand.size(problem)];
    SplittableRandom random = new SplittableRandom(operand.name().hashCode());
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-8, 9);
    }
    return values;
  }
}

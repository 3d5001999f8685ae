package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Explanation.Alternative;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.ConvolutionProblem;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On one thread, and on the native BLAS, the passes of the gemm backend allocate nothing. */
class AllocationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n2_c8_f16_i20x21_k3x3_p1",
        "n1_c8_f16_i20x21_k3x3_s2_p1",
        "n1_c8_f16_i20x21_k1x1",
        "n1_c8_f16_i20x21_k3x3_p1_channels-last_filters-last",
        "n1_c8_f16_i20x21_k3x3_p1_reflect",
        "n1_c80_f80_g80_i7x6_k3x3_p1"
      })
  void oneThread(String text) {
    ConvolutionProblem problem = ConvolutionProblem.parse(text);
    GemmBackend backend = new GemmBackend();
    check(problem, backend.plan(problem, DataType.FLOAT32));
    Explanation explanation = backend.plan(problem, DataType.FLOAT32).explain(Pass.FORWARD);
    for (Alternative other : explanation.others()) {
      if (other.applicable()) {
        PlanOptions options = PlanOptions.defaults().withAlgorithm(other.algorithm());
        check(problem, backend.plan(problem, DataType.FLOAT32, options));
      }
    }
  }

  private static void check(ConvolutionProblem problem, ConvolutionPlan<float[]> plan) {
    float[] input = random(problem.xSize(), 1);
    float[] filters = random(problem.wSize(), 2);
    float[] output = random(problem.ySize(), 3);
    float[] db = random(problem.filters(), 4);
    float[] dx = new float[input.length];
    float[] dw = new float[filters.length];
    Runnable allPasses =
        () -> {
          plan.forward(input, filters, db, output);
          plan.backwardData(output, filters, dx);
          plan.backwardWeights(input, output, dw);
          plan.backwardBias(output, db);
        };
    IntStream.range(0, 20_000 / 20).forEach(i -> allPasses.run());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 20; i++) {
      long before = threads.getThreadAllocatedBytes(id);
      allPasses.run();
      least = Math.min(least, threads.getThreadAllocatedBytes(id) - before);
    }
    assertEquals(0, least, plan.explain(Pass.FORWARD).algorithm());
  }

  private static float[] random(long size, long seed) {
    Random random = new Random(seed);
    float[] array = new float[(int) size];
    for (int i = 0; i < size; i++) {
      array[i] = random.nextFloat() - 0.5f;
    }
    return array;
  }
}

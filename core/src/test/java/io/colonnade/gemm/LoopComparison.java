package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.Random;

/** Compares plans with the loops, on integers, where sums are exact. */
final class LoopComparison {
  private LoopComparison() {}

  /** Requires of all passes and write modes what the loops give. */
  static <A> void compare(ConvolutionPlan<A> got, PlanOptions options) {
    ConvolutionProblem problem = got.problem();
    DataType<A> type = got.type();
    PlanOptions activated = PlanOptions.defaults().withActivation(options.activation());
    ConvolutionPlan<A> want = new ReferenceBackend().plan(problem, type, activated);
    Random random = new Random(problem.hashCode());
    A x = integers(type, problem.xSize(), random);
    A w = integers(type, problem.wSize(), random);
    A y = integers(type, problem.ySize(), random);
    A b = integers(type, problem.filters(), random);
    for (WriteMode mode : WriteMode.values()) {
      if (mode == WriteMode.ACCUMULATE && !options.activation().isNone()) {
        continue;
      }
      String what = problem + " " + type + " " + options + " " + mode;
      for (A bias : Arrays.asList(b, null)) {
        A y1 = start(type, y, mode);
        A y2 = start(type, y, mode);
        got.forward(x, 0, w, 0, bias, 0, y1, 0, mode, null);
        want.forward(x, 0, w, 0, bias, 0, y2, 0, mode, null);
        assertArrayEquals(doubles(type, y2), doubles(type, y1), what);
      }
      A x1 = start(type, x, mode);
      A x2 = start(type, x, mode);
      got.backwardData(y, 0, w, 0, x1, 0, mode, null);
      want.backwardData(y, 0, w, 0, x2, 0, mode, null);
      assertArrayEquals(doubles(type, x2), doubles(type, x1), what);
      A w1 = start(type, w, mode);
      A w2 = start(type, w, mode);
      got.backwardWeights(x, 0, y, 0, w1, 0, mode, null);
      want.backwardWeights(x, 0, y, 0, w2, 0, mode, null);
      assertArrayEquals(doubles(type, w2), doubles(type, w1), what);
      A b1 = start(type, b, mode);
      A b2 = start(type, b, mode);
      got.backwardBias(y, 0, b1, 0, mode, null);
      want.backwardBias(y, 0, b2, 0, mode, null);
      assertArrayEquals(doubles(type, b2), doubles(type, b1), what);
    }
  }

  /**
   * Requires of the forward pass with prepared filters, which are as large as W, what the loops
   * give.
   */
  static void comparePreparedForward(ConvolutionProblem problem, PlanOptions options) {
    Random random = new Random(4);
    float[] x = integers(DataType.FLOAT32, problem.xSize(), random);
    float[] w = integers(DataType.FLOAT32, problem.wSize(), random);
    float[] want = new float[(int) problem.ySize()];
    new ReferenceBackend().plan(problem, DataType.FLOAT32).forward(x, w, null, want);
    for (int threads = 1; threads <= 3; threads++) {
      ConvolutionPlan<float[]> plan =
          new GemmBackend(new UnpackedLoops())
              .plan(problem, DataType.FLOAT32, options.withPreparedFilters().withThreads(threads));
      assertEquals(4 * problem.wSize(), plan.explain(Pass.FORWARD).preparedBytes());
      float[] got = new float[want.length];
      Arrays.fill(got, Float.NaN);
      plan.forward(x, plan.prepare(Pass.FORWARD, w, 0), null, got);
      assertArrayEquals(want, got);
    }
  }

  /** What an output holds before the call: NaN where it is overwritten. */
  private static <A> A start(DataType<A> type, A like, WriteMode mode) {
    A array = type.newArray(type.length(like));
    for (int i = 0; i < type.length(array); i++) {
      type.set(array, i, mode == WriteMode.OVERWRITE ? Double.NaN : i % 7);
    }
    return array;
  }

  static <A> A integers(DataType<A> type, long size, Random random) {
    A array = type.newArray((int) size);
    for (int i = 0; i < size; i++) {
      type.set(array, i, random.nextInt(9) - 4);
    }
    return array;
  }

  private static <A> double[] doubles(DataType<A> type, A array) {
    double[] values = new double[type.length(array)];
    Arrays.setAll(values, i -> type.get(array, i) + 0.0);
    return values;
  }
}

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
import java.util.List;
import java.util.Random;

/** Compares algorithms that are forced with the loops, on integers, where sums are exact. */
final class Forced {
  private Forced() {}

  /** A random problem of groups of few channels, in channels-first order. */
  static String groups(Random random) {
    int rank = 1 + random.nextInt(3);
    int groups = 1 + random.nextInt(5);
    int channels = groups * (random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1);
    int filters = groups * (random.nextBoolean() ? 1 + random.nextInt(3) : 1);
    StringBuilder input = new StringBuilder();
    StringBuilder kernel = new StringBuilder();
    StringBuilder stride = new StringBuilder();
    StringBuilder padding = new StringBuilder();
    StringBuilder dilation = new StringBuilder();
    for (int a = 0; a < rank; a++) {
      String x = a == 0 ? "" : "x";
      input.append(x).append(1 + random.nextInt(rank == 3 ? 7 : 20));
      kernel.append(x).append(1 + random.nextInt(random.nextInt(4) == 0 ? 7 : 3));
      stride.append(x).append(1 + random.nextInt(random.nextInt(3) == 0 ? 5 : 2));
      padding.append(x).append(random.nextInt(4)).append(':').append(random.nextInt(4));
      dilation.append(x).append(1 + random.nextInt(random.nextInt(4) == 0 ? 7 : 2));
    }
    return "n%d_c%d_f%d_g%d_i%s_k%s_s%s_p%s_d%s"
        .formatted(
            1 + random.nextInt(3),
            channels,
            filters,
            groups,
            input,
            kernel,
            stride,
            padding,
            dilation);
  }

  /** A plan that runs {@code algorithm} in all passes that have products. */
  static <A> ConvolutionPlan<A> plan(
      String algorithm, ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    ConvolutionPlan<A> plan =
        new GemmBackend(new LoopBlas()).plan(problem, type, options.withAlgorithm(algorithm));
    for (Pass pass : List.of(Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS)) {
      assertEquals(algorithm, plan.explain(pass).algorithm());
    }
    return plan;
  }

  /** Requires of all passes and write modes what the loops give. */
  static <A> void compare(
      String algorithm, ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    ConvolutionPlan<A> got = plan(algorithm, problem, type, options);
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
      String what = algorithm + " " + problem + " " + type + " " + options + " " + mode;
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

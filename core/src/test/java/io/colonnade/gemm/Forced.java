package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Plans that are held to one algorithm. */
final class Forced {
  private Forced() {}

  /** A random problem of groups of few channels, in channels-first order. */
  private static String groups(Random random) {
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
    LoopComparison.compare(
        plan(algorithm, problem, type, options), options.withAlgorithm(algorithm));
  }

  /** The same of {@code count} random problems that are {@code suitable}. */
  static void compareRandom(
      String algorithm, int seed, int count, Predicate<ConvolutionProblem> suitable) {
    Random random = new Random(seed);
    int compared = 0;
    while (compared < count) {
      ConvolutionProblem problem;
      try {
        problem = ConvolutionProblem.parse(groups(random));
      } catch (IllegalArgumentException emptyOutput) {
        continue;
      }
      if (suitable.test(problem)) {
        PlanOptions options = PlanOptions.defaults().withThreads(1 + random.nextInt(3));
        DataType<?> type = random.nextBoolean() ? DataType.FLOAT32 : DataType.FLOAT64;
        compare(algorithm, problem, type, options);
        compared++;
      }
    }
  }

  /** Requires that forward of a problem is refused for {@code reason}. */
  static void requireRefusal(String algorithm, String problem, String reason) {
    Explanation explanation =
        new GemmBackend(new LoopBlas())
            .plan(ConvolutionProblem.parse(problem), DataType.FLOAT32)
            .explain(Pass.FORWARD);
    assertTrue(
        explanation.others().stream()
            .anyMatch(o -> o.algorithm().equals(algorithm) && o.reason().equals(reason)),
        explanation.toString());
  }
}

package io.colonnade.contract;

import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;

/** What a pass writes. */
final class Result {
  private Result() {}

  /** The name that plans give it in errors. */
  static String name(Pass pass) {
    return switch (pass) {
      case FORWARD -> "y";
      case BACKWARD_DATA -> "dx";
      case BACKWARD_WEIGHTS -> "dw";
      case BACKWARD_BIAS -> "db";
    };
  }

  /** Elements of it. */
  static int size(ConvolutionProblem problem, Pass pass) {
    Operand sameShape =
        switch (pass) {
          case FORWARD -> Operand.DY;
          case BACKWARD_DATA -> Operand.X;
          case BACKWARD_WEIGHTS -> Operand.W;
          case BACKWARD_BIAS -> Operand.BIAS;
        };
    return sameShape.size(problem);
  }

  /** Terms of the longest sum that makes one element, the bias being one of them. */
  static long terms(ConvolutionProblem problem, Pass pass) {
    return switch (pass) {
      case FORWARD -> problem.depth() + 1;
      case BACKWARD_DATA ->
          problem.filtersPerGroup() * problem.window().kernelSize() * readers(problem);
      case BACKWARD_WEIGHTS, BACKWARD_BIAS -> problem.batch() * problem.window().outputSize();
    };
  }

  /**
   * How many places of the padded input may read one cell: itself, and under some padding modes all
   * of the padding.
   */
  private static long readers(ConvolutionProblem problem) {
    if (problem.paddingMode() == PaddingMode.ZEROS) {
      return 1;
    }
    return problem.window().axes().stream()
        .mapToLong(a -> Math.min(a.output(), 1 + a.paddingBegin() + a.paddingEnd()))
        .reduce(1, (x, y) -> x * y);
  }
}

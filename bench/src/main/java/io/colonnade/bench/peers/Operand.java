package io.colonnade.bench.peers;

import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import java.util.List;

/** The tensors of a convolution; each stands for its gradient too, which has the same shape. */
public enum Operand {
  /** X and dX. */
  X,
  /** W and dW. */
  W,
  /** b and db. */
  BIAS,
  /** Y and dY. */
  Y;

  /** What {@code pass} reads, in the order of the arguments of its method. */
  public static List<Operand> inputs(Pass pass, boolean bias) {
    return switch (pass) {
      case FORWARD -> bias ? List.of(X, W, BIAS) : List.of(X, W);
      case BACKWARD_DATA -> List.of(Y, W);
      case BACKWARD_WEIGHTS -> List.of(X, Y);
      case BACKWARD_BIAS -> List.of(Y);
    };
  }

  /** What {@code pass} writes. */
  public static Operand output(Pass pass) {
    return switch (pass) {
      case FORWARD -> Y;
      case BACKWARD_DATA -> X;
      case BACKWARD_WEIGHTS -> W;
      case BACKWARD_BIAS -> BIAS;
    };
  }

  /** The sizes of the axes, outermost first. */
  public long[] shape(ConvolutionProblem problem) {
    return switch (this) {
      case X -> problem.xShape();
      case W -> problem.wShape();
      case BIAS -> new long[] {problem.filters()};
      case Y -> problem.yShape();
    };
  }

  /** The number of elements of a tensor that fits a Java array. */
  public int size(ConvolutionProblem problem) {
    return Math.toIntExact(Arrays.stream(shape(problem)).reduce(1, Math::multiplyExact));
  }
}

package io.colonnade.gemm.pass;

import io.colonnade.Activation;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.numeric.AlignedArray;
import io.colonnade.numeric.Arithmetic;

/**
 * What an algorithm needs to know to make a kernel.
 *
 * @param problem the problem; its tensors fit Java arrays
 * @param multiplier multiplies matrices of the element type
 * @param costs what the steps of a pass cost
 * @param threads threads that one call may use
 * @param workspaceLimit bytes of scratch a thread may use; 0 to leave it to the algorithm
 * @param activation what a forward pass does to each result
 * @param preparedFilters whether filters are prepared once for many calls
 */
public record Setting<A>(
    ConvolutionProblem problem,
    Multiplier<A> multiplier,
    Costs costs,
    int threads,
    long workspaceLimit,
    Activation activation,
    boolean preparedFilters) {

  /** The same for another form of the problem. */
  public Setting<A> withProblem(ConvolutionProblem problem) {
    return new Setting<>(
        problem, multiplier, costs, threads, workspaceLimit, activation, preparedFilters);
  }

  /** The element type's operations. */
  public Arithmetic<A> arithmetic() {
    return multiplier.arithmetic();
  }

  /**
   * Elements of scratch a thread may use, in whole lines where it may use one.
   *
   * @param ownLimit bytes that the algorithm itself would use at most
   */
  public long scratchLimit(long ownLimit) {
    long bytes = workspaceLimit == 0 ? ownLimit : workspaceLimit;
    long elements = bytes / arithmetic().type().bytes();
    return elements < AlignedArray.LINE
        ? Math.max(1, elements)
        : elements / AlignedArray.LINE * AlignedArray.LINE;
  }
}

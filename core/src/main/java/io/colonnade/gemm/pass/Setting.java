package io.colonnade.gemm.pass;

import io.colonnade.Activation;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.numeric.Arithmetic;

/**
 * What an algorithm needs to know to make a kernel.
 *
 * @param problem the problem; its tensors fit Java arrays
 * @param multiplier multiplies matrices of the element type
 * @param threads threads that one call may use
 * @param workspaceLimit bytes of scratch a thread may use
 * @param activation what a forward pass does to each result
 */
public record Setting<A>(
    ConvolutionProblem problem,
    Multiplier<A> multiplier,
    int threads,
    long workspaceLimit,
    Activation activation) {

  /** The element type's operations. */
  public Arithmetic<A> arithmetic() {
    return multiplier.arithmetic();
  }

  /** Elements of scratch a thread may use. */
  long scratchLimit() {
    return Math.max(1, workspaceLimit / arithmetic().type().bytes());
  }
}

package io.colonnade.gemm.pass;

import org.jspecify.annotations.Nullable;

/**
 * One pass of one problem by one algorithm, made ready: units of work that write disjoint parts of
 * the output and may run in any order, on any threads.
 *
 * @param <A> the array type
 */
public interface Kernel<A> {

  /** How many units there are, and what they are expected to take. */
  Work work();

  /** Elements of scratch that each task uses. */
  long scratch();

  /** What has to be done to the filters first; {@code null} where they are read as they are. */
  default @Nullable Preparation<A> preparation() {
    return null;
  }

  /**
   * Runs the units {@code [firstUnit, endUnit)}.
   *
   * @param call the arrays; checked
   * @param scratchOffset where in the call's scratch that of the task which runs them starts
   */
  void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset);
}

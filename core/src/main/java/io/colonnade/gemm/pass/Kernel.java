package io.colonnade.gemm.pass;

import org.jspecify.annotations.Nullable;

/**
 * One pass of one problem by one algorithm, made ready: a fixed number of tasks that write disjoint
 * parts of the output and may run in any order, on any threads.
 *
 * @param <A> the array type
 */
public interface Kernel<A> {

  /** Number of tasks. */
  int tasks();

  /** Elements of scratch that each task uses. */
  long scratch();

  /** The expected time of one call in nanoseconds, without that of the {@link #preparation}. */
  double nanos();

  /** What has to be done to the filters first; {@code null} where they are read as they are. */
  default @Nullable Preparation<A> preparation() {
    return null;
  }

  /**
   * Runs a task.
   *
   * @param call the arrays; checked
   * @param scratchOffset where the task's own part of the call's scratch starts
   */
  void run(int task, Call<A> call, int scratchOffset);
}

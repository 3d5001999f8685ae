package io.colonnade.gemm.pass;

/**
 * Brings W into the form in which a kernel reads it: tasks that write disjoint parts and may run in
 * any order, on any threads, before those of the kernel.
 *
 * @param <A> the array type
 */
public interface Preparation<A> {

  /** Elements of the prepared form. */
  long elements();

  /** Number of tasks. */
  int tasks();

  /** The expected time of all tasks in nanoseconds, with as many threads as there are tasks. */
  double nanos();

  /** Runs a task: reads W from {@code wOffset} on, writes its part of the prepared form. */
  void run(int task, A w, int wOffset, A prepared, int preparedOffset);
}

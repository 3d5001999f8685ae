package io.colonnade.bench.throughput;

/**
 * A backend that is timed, in this process or in one of its own: it is prepared for a job, run as
 * often as wanted, and released. For one thread at a time.
 */
public interface Runner extends AutoCloseable {

  /** The backend's name. */
  String backend();

  /**
   * Makes tensors and a plan for {@code job} and runs it once. Where the backend cannot run it, the
   * answer says why, and there is nothing to run or to release.
   *
   * @throws RunnerException if the backend fails, or leaves a result unwritten or not finite
   */
  Preparation prepare(Job job);

  /**
   * Runs the job {@code calls} times, one after the other, and returns the nanoseconds that all of
   * them took together.
   *
   * @throws RunnerException if the backend fails
   */
  long nanos(int calls);

  /**
   * Forgets the job, and returns the most bytes of memory that the backend's process has held so
   * far; 0 where that is not known.
   *
   * @throws RunnerException if the backend fails
   */
  long release();

  /** Ends the process, if it is one of its own. */
  @Override
  void close();
}

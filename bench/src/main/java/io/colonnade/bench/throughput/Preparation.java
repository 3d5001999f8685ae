package io.colonnade.bench.throughput;

import org.jspecify.annotations.Nullable;

/**
 * Whether a runner can run a job, and how.
 *
 * @param status {@link Status#MEASURED} where it is ready to be
 * @param algorithm the algorithm of each pass, named once where it is the same; {@code null} where
 *     there is nothing to run
 * @param workspaceBytes scratch of the neediest pass
 * @param preparedBytes size of the prepared filters of all passes; {@code null} where there are
 *     none, or where the library does not tell
 */
public record Preparation(
    Status status, @Nullable String algorithm, long workspaceBytes, @Nullable Long preparedBytes) {

  /** The backend does not support the workload. */
  static final Preparation UNSUPPORTED = new Preparation(Status.UNSUPPORTED, null, 0, null);

  /** The backend has no prepared filters, and the job wants them. */
  static final Preparation NO_PREPARED_FILTERS =
      new Preparation(Status.NO_PREPARED_FILTERS, null, 0, null);

  /** Whether the job can be run. */
  boolean ready() {
    return status == Status.MEASURED;
  }
}

package io.colonnade.bench.throughput;

import io.colonnade.bench.peers.Filters;

/**
 * What a {@link Runner} is to run; plain values, which travel between processes.
 *
 * @param problem the problem string
 * @param workload what one call does
 * @param dtype name of the element type
 * @param threads threads of one call
 * @param mode where the tensors lie
 * @param filters when filters are brought into the backend's layout
 */
public record Job(
    String problem, Workload workload, String dtype, int threads, Mode mode, Filters filters) {

  @Override
  public String toString() {
    return "%s of %s".formatted(workload, problem);
  }
}

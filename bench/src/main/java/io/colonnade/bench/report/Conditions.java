package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Workload;

/**
 * Under which conditions a row was measured. Times may be compared where these are equal, and not
 * otherwise.
 *
 * @param net the network
 * @param pass the workload: a pass, or {@code training} for the three that a training step needs
 * @param dtype {@code f32} or {@code f64}
 * @param batch images N
 * @param threads threads of one call
 * @param mode where the tensors lie
 * @param filters when filters are brought into the backend's layout
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Conditions(
    String net, Workload pass, String dtype, long batch, int threads, Mode mode, Filters filters) {

  /** One line, for headings; what is usual is left out. */
  @Override
  public String toString() {
    return "%s, %s, %s, batch %d, %s%s%s"
        .formatted(
            net,
            pass,
            dtype,
            batch,
            threads == 1 ? "1 thread" : threads + " threads",
            mode == Mode.ARRAYS ? "" : ", tensors in native memory",
            filters == Filters.EACH_CALL ? "" : ", filters prepared");
  }
}

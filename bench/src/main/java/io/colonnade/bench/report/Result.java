package io.colonnade.bench.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.colonnade.bench.throughput.Status;
import org.jspecify.annotations.Nullable;

/**
 * One row: a backend on a layer. In JSON the conditions and the figures are keys of the row itself.
 *
 * @param conditions under which it was measured
 * @param layer the layer
 * @param problem the problem string
 * @param repeat how often the network has the layer
 * @param flops floating point operations of one call
 * @param backend the backend
 * @param status what became of it
 * @param message why it was not measured, in one line; {@code null} where the status says it all
 * @param algorithm what ran; {@code null} where nothing did
 * @param figures what was measured
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Result(
    @JsonUnwrapped Conditions conditions,
    String layer,
    String problem,
    long repeat,
    long flops,
    String backend,
    Status status,
    @Nullable String message,
    @Nullable String algorithm,
    @JsonUnwrapped Figures figures) {

  /** Whether there are figures. */
  public boolean measured() {
    return status == Status.MEASURED;
  }
}

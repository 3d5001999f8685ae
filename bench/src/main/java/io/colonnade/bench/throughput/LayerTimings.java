package io.colonnade.bench.throughput;

import io.colonnade.bench.layers.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one layer.
 *
 * @param layer the layer, with its batch
 * @param backends one entry for each backend that was asked for, in that order
 * @param ceiling the ceiling, or {@code null} where there is none
 * @param again the first supporting backend's timing as a second entry, or {@code null} if no
 *     backend supports the workload
 */
public record LayerTimings(
    Layer layer,
    List<BackendTiming> backends,
    @Nullable Ceiling ceiling,
    @Nullable SameAgain again) {

  /** Copies the list. */
  public LayerTimings {
    backends = List.copyOf(backends);
  }

  /**
   * What a backend did.
   *
   * @param backend its name
   * @param run what was timed, or {@code null} where the backend does not support the workload
   */
  public record BackendTiming(String backend, @Nullable Run run) {}

  /**
   * A timed workload.
   *
   * @param timing its timing
   * @param algorithm the algorithm of each pass, named once where it is the same
   * @param workspaceBytes scratch of the neediest pass
   */
  public record Run(Timing timing, String algorithm, long workspaceBytes) {}

  /**
   * The fastest GEMM.
   *
   * @param seconds its time, summed over the passes of the workload
   * @param blocking how each pass was cut into calls
   */
  public record Ceiling(double seconds, String blocking) {}

  /**
   * The A/A check: one backend, entered twice.
   *
   * @param backend the backend
   * @param ratio time of the second entry / time of the first
   */
  public record SameAgain(String backend, double ratio) {}
}

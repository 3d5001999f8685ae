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
 * @param again the first backend's timing as a second entry, or {@code null} if it has none
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
   * What became of a backend.
   *
   * @param backend its name
   * @param status what became of it
   * @param message why it was not measured, where the status does not say it all
   * @param log what a backend that failed wrote at the time, by line
   * @param run what was timed, {@code null} where nothing was
   */
  public record BackendTiming(
      String backend,
      Status status,
      @Nullable String message,
      List<String> log,
      @Nullable Run run) {

    /** Copies the list. */
    public BackendTiming {
      log = List.copyOf(log);
    }

    /** A backend that was timed. */
    public static BackendTiming measured(String backend, Run run) {
      return new BackendTiming(backend, Status.MEASURED, null, List.of(), run);
    }

    /** A backend that was not, by its nature. */
    public static BackendTiming without(String backend, Status status) {
      return new BackendTiming(backend, status, null, List.of(), null);
    }

    /** A backend that was left out, for the reason in {@code message}. */
    public static BackendTiming skipped(String backend, String message) {
      return new BackendTiming(backend, Status.SKIPPED, message, List.of(), null);
    }

    /** A backend that failed. */
    public static BackendTiming failed(String backend, RunnerException failure) {
      return new BackendTiming(backend, Status.FAILED, failure.getMessage(), failure.log(), null);
    }
  }

  /**
   * A timed workload.
   *
   * @param timing its timing
   * @param preparation the algorithm, and the memory it takes
   * @param peakResidentBytes the most memory that the backend's process has held so far; 0 where
   *     that is not known
   */
  public record Run(Timing timing, Preparation preparation, long peakResidentBytes) {}

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

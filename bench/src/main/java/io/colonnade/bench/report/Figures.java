package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a row; all are {@code null} where it was not measured, and the last ones also
 * where they are not known.
 *
 * @param seconds median time of one call
 * @param spread half the distance between the quartiles, as a fraction of the median
 * @param samples number of samples
 * @param gflops 10⁹ flops a second, at the median
 * @param aaRatio for the backend that was entered twice, time of its second entry / time of its
 *     first
 * @param ceilingGflops what bare GEMM reaches; {@code null} also where the layer has no ceiling
 * @param ceilingGemm how that GEMM was cut into calls
 * @param workspaceBytes scratch of one call that the caller provides; a library's own is not
 *     counted
 * @param preparedBytes size of the prepared filters; {@code null} where there are none, or where
 *     the library does not tell
 * @param peakResidentBytes the most memory that the backend's process has held until the row was
 *     done, heap included; from one row of a run to the next it never falls
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Figures(
    @Nullable Double seconds,
    @Nullable Double spread,
    @Nullable Integer samples,
    @Nullable Double gflops,
    @Nullable Double aaRatio,
    @Nullable Double ceilingGflops,
    @Nullable String ceilingGemm,
    @Nullable Long workspaceBytes,
    @Nullable Long preparedBytes,
    @Nullable Long peakResidentBytes) {

  /** Those of a row that was not measured. */
  public static final Figures NONE =
      new Figures(null, null, null, null, null, null, null, null, null, null);

  static final double GIGA = 1e9;

  /** 10⁹ operations a second. */
  static double gflops(double flops, double seconds) {
    return flops / seconds / GIGA;
  }
}

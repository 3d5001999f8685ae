package io.colonnade.bench.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures are printed in tables; a dash where there is none. */
final class Cells {
  static final String NONE = "-";
  private static final double MILLIS = 1e3;
  private static final double KIB = 1024;
  private static final double MIB = 1024 * 1024;

  private Cells() {}

  static String millis(@Nullable Double seconds) {
    return scaled("%.3f", MILLIS, seconds);
  }

  static String ratio(@Nullable Double ratio) {
    return scaled("%.2f", 1, ratio);
  }

  static String percent(@Nullable Double share) {
    return scaled("%.0f", 100, share);
  }

  static String scaled(String format, double scale, @Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, format, scale * value);
  }

  /** GFLOP/s as a share of the ceiling, in percent. */
  static String ceilingShare(Figures figures) {
    Double gflops = figures.gflops();
    Double ceiling = figures.ceilingGflops();
    return gflops == null || ceiling == null ? NONE : percent(gflops / ceiling);
  }

  static String bytes(@Nullable Long bytes) {
    if (bytes == null) {
      return NONE;
    }
    return bytes < MIB
        ? scaled("%.1f KiB", 1 / KIB, bytes.doubleValue())
        : scaled("%.1f MiB", 1 / MIB, bytes.doubleValue());
  }
}

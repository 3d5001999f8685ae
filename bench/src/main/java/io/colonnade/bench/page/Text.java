package io.colonnade.bench.page;

import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.throughput.Mode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the page words and rounds things. */
final class Text {
  /** What stands where there is no figure. */
  static final String NONE = "–";

  private static final double KIB = 1024;
  private static final double MIB = 1024 * 1024;
  private static final double PERCENT = 100;

  private Text() {}

  /** The heading of a section, to which the page's contents lead. */
  static void heading(Html html, String title) {
    html.element("h2", title, "id", id(title));
  }

  /** What the section of that title is called in links. */
  static String id(String title) {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /** A ratio with two decimals. */
  static String ratio(@Nullable Double ratio) {
    return ratio == null ? NONE : String.format(Locale.ROOT, "%.2f", ratio);
  }

  /** GFLOP/s, in full. */
  static String gflops(@Nullable Double gflops) {
    return gflops == null
        ? NONE
        : String.format(Locale.ROOT, gflops < 10 ? "%.1f" : "%.0f", gflops);
  }

  /** A share of one, in per cent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", PERCENT * share);
  }

  /** A size in KiB or MiB. */
  static String bytes(@Nullable Long bytes) {
    if (bytes == null) {
      return NONE;
    }
    if (bytes < MIB) {
      return String.format(Locale.ROOT, "%.0f KiB", bytes / KIB);
    }
    return String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
  }

  /** A number of threads. */
  static String threads(int threads) {
    return threads == 1 ? "1 thread" : threads + " threads";
  }

  /** Where the tensors lie, and, unless they are as the caller has them, how the filters are. */
  static String counting(Conditions conditions) {
    return (conditions.mode() == Mode.ARRAYS ? "Java arrays" : "native tensors")
        + (conditions.filters() == Filters.EACH_CALL ? "" : ", prepared filters");
  }
}

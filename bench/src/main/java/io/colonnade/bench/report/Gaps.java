package io.colonnade.bench.report;

import io.colonnade.bench.throughput.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says which rows have no figures, and why. */
final class Gaps {
  private static final int NAMED = 3;

  private Gaps() {}

  /** Rows that say the same. */
  private record Gap(String backend, Status status, @Nullable String message) {}

  /**
   * One line for each reason of each backend.
   *
   * @param results rows of the same conditions
   */
  static List<String> lines(List<Result> results) {
    Map<Gap, List<String>> layers = new LinkedHashMap<>();
    for (Result row : results) {
      if (!row.measured()) {
        Gap gap = new Gap(row.backend(), row.status(), row.message());
        layers.computeIfAbsent(gap, key -> new ArrayList<>()).add(row.layer());
      }
    }
    List<String> lines = new ArrayList<>();
    layers.forEach((gap, names) -> lines.add(line(gap, names, results)));
    return lines;
  }

  private static String line(Gap gap, List<String> layers, List<Result> results) {
    long all = results.stream().filter(row -> row.backend().equals(gap.backend)).count();
    String where =
        layers.size() <= NAMED
            ? String.join(", ", layers)
            : "%d of %d layers".formatted(layers.size(), all);
    return "%s: %s on %s%s"
        .formatted(gap.backend, gap.status, where, gap.message == null ? "" : ": " + gap.message);
  }
}

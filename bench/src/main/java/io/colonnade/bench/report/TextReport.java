package io.colonnade.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Report} as text for a terminal: for each set of conditions a table by layer, of one
 * backend or of several side by side, and what is missing in it; then a summary, the A/A check, the
 * machine and the environment.
 */
public final class TextReport {
  private static final String LEGEND =
      "ratio: time / time of %s, above 1 where %s is ahead; mean and total are over the layers that"
          + " both have";

  private TextReport() {}

  /**
   * The lines of the report; those of the tables fit {@code width} columns where their least form
   * does.
   */
  public static List<String> lines(Report report, int width) {
    List<String> backends = report.backends();
    List<String> lines = new ArrayList<>();
    for (Conditions conditions : report.conditions()) {
      List<Result> results = report.results(conditions);
      lines.add(conditions.toString());
      lines.add("");
      lines.addAll(
          backends.size() == 1
              ? BackendTable.lines(results, width)
              : new ComparisonTable(results, backends).lines(width));
      lines.add("");
      List<String> gaps = Gaps.lines(results);
      if (!gaps.isEmpty()) {
        lines.addAll(gaps);
        lines.add("");
      }
    }
    if (backends.size() > 1 && report.conditions().size() > 1) {
      lines.addAll(SummaryTable.lines(report, width));
      lines.add("");
    }
    if (backends.size() > 1) {
      lines.add(LEGEND.formatted(backends.get(0), backends.get(0)));
    }
    if (report.aaCheck() != null) {
      lines.add(report.aaCheck().toString());
    }
    report.roofs().forEach(roof -> lines.add(roof.toString()));
    lines.addAll(report.environment().lines());
    return lines;
  }
}

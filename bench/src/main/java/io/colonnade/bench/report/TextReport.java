package io.colonnade.bench.report;

import io.colonnade.bench.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Report} as text for a terminal: a table by layer, the totals by backend, the A/A check
 * and the environment.
 */
public final class TextReport {
  private static final double MILLIS = 1e3;
  private static final double KIB = 1024;
  private static final double MIB = 1024 * 1024;
  private static final String NONE = "-";

  private TextReport() {}

  /**
   * The lines of the report; those of the table fit {@code width} columns where its least form
   * does.
   */
  public static List<String> lines(Report report, int width) {
    Result first = report.results().get(0);
    List<Total> totals =
        report.backends().stream().map(backend -> Total.of(backend, report.results())).toList();
    List<String> lines = new ArrayList<>();
    lines.add(first.conditions().toString());
    lines.add("");
    lines.addAll(table(report, totals, width));
    lines.add("");
    if (report.aaCheck() != null) {
      lines.add(report.aaCheck().toString());
    }
    lines.addAll(report.environment().lines());
    return lines;
  }

  private static List<String> table(Report report, List<Total> totals, int width) {
    List<Row> rows = new ArrayList<>();
    report.results().forEach(result -> rows.add(row(result)));
    totals.forEach(total -> rows.add(row(total)));
    List<String> lines = new TextTable<>(columns(totals.size() > 1)).lines(rows, width);
    lines.add(lines.size() - totals.size(), TextTable.rule(lines));
    return lines;
  }

  private static List<Column<Row>> columns(boolean severalBackends) {
    List<Column<Row>> columns = new ArrayList<>();
    columns.add(Column.text("layer", 0, Row::layer));
    if (severalBackends) {
      columns.add(Column.text("backend", 0, Row::backend));
    }
    columns.addAll(
        List.of(
            Column.number("repeat", 4, Row::repeat),
            Column.number("ms", 0, Row::millis),
            Column.number("±%", 2, Row::spread),
            Column.number("GFLOP/s", 0, Row::gflops),
            Column.number("ceiling", 5, Row::ceiling),
            Column.number("%ceiling", 0, Row::share),
            Column.text("algorithm", 1, Row::algorithm),
            Column.number("workspace", 3, Row::workspace),
            Column.text("ceiling by", 7, Row::ceilingGemm),
            Column.text("problem", 6, Row::problem)));
    return columns;
  }

  /** The cells of one line. */
  private record Row(
      String layer,
      String backend,
      String repeat,
      String millis,
      String spread,
      String gflops,
      String ceiling,
      String share,
      String algorithm,
      String workspace,
      String ceilingGemm,
      String problem) {}

  private static Row row(Result result) {
    Figures figures = result.figures();
    Double gflops = figures.gflops();
    Double ceiling = figures.ceilingGflops();
    return new Row(
        result.layer(),
        result.backend(),
        Long.toString(result.repeat()),
        scaled("%.3f", MILLIS, figures.seconds()),
        scaled("%.1f", 100, figures.spread()),
        scaled("%.1f", 1, gflops),
        scaled("%.1f", 1, ceiling),
        gflops == null || ceiling == null ? NONE : scaled("%.0f", 100, gflops / ceiling),
        result.algorithm() == null ? result.status().id() : result.algorithm(),
        bytes(figures.workspaceBytes()),
        figures.ceilingGemm() == null ? NONE : figures.ceilingGemm(),
        result.problem());
  }

  private static Row row(Total total) {
    boolean any = total.layers() > 0;
    return new Row(
        "total × repeat",
        total.backend(),
        "",
        any ? scaled("%.3f", MILLIS, total.seconds()) : NONE,
        "",
        any ? scaled("%.1f", 1, total.gflops()) : NONE,
        "",
        scaled("%.0f", 100, total.ceilingShare()),
        total.layers() == total.ofLayers()
            ? ""
            : "%d of %d layers".formatted(total.layers(), total.ofLayers()),
        "",
        "",
        "");
  }

  private static String scaled(String format, double scale, @Nullable Double value) {
    return value == null ? NONE : String.format(Locale.ROOT, format, scale * value);
  }

  private static String bytes(@Nullable Long bytes) {
    if (bytes == null) {
      return NONE;
    }
    return bytes < MIB
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / KIB)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / MIB);
  }
}

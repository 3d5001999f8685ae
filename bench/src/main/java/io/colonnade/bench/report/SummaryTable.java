package io.colonnade.bench.report;

import io.colonnade.bench.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;

/**
 * All conditions at a glance: a line for each and for each peer, with the geometric mean and the
 * ratio of the totals.
 */
final class SummaryTable {

  private SummaryTable() {}

  /** A peer under one set of conditions. */
  private record Row(Conditions conditions, Comparison comparison) {}

  /** The lines of the table. */
  static List<String> lines(Report report, int width) {
    List<String> backends = report.backends();
    List<Row> rows = new ArrayList<>();
    for (Conditions conditions : report.conditions()) {
      List<Result> results = report.results(conditions);
      for (String peer : backends.subList(1, backends.size())) {
        rows.add(new Row(conditions, Comparison.of(results, backends.get(0), peer)));
      }
    }
    return new TextTable<>(columns(backends.get(0))).lines(rows, width);
  }

  private static List<Column<Row>> columns(String base) {
    return List.of(
        Column.text("net", 0, row -> row.conditions.net()),
        Column.text("pass", 0, row -> row.conditions.pass().id()),
        Column.number("batch", 0, row -> Long.toString(row.conditions.batch())),
        Column.number("threads", 0, row -> Integer.toString(row.conditions.threads())),
        Column.text("beside " + base, 0, row -> row.comparison.peer()),
        Column.number("mean", 0, row -> Cells.ratio(row.comparison.geometricMean())),
        Column.number("total", 0, row -> Cells.ratio(row.comparison.totalRatio())),
        Column.text(
            "layers", 1, row -> row.comparison.layers() + " of " + row.comparison.ofLayers()));
  }
}

package io.colonnade.bench.report;

import io.colonnade.bench.report.TextTable.Column;
import io.colonnade.bench.throughput.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several backends side by side: a line for each layer with the time of the first and, of each
 * other, time and ratio; then the geometric mean and the total. Where the width does not do for all
 * of them, several tables follow each other.
 */
final class ComparisonTable {
  private static final String LAYER = "layer";
  private static final String RATIO = " ratio";
  private static final Map<Status, String> SHORT =
      Map.of(
          Status.UNSUPPORTED, Cells.NONE,
          Status.NO_PREPARED_FILTERS, "none",
          Status.SKIPPED, "skipped",
          Status.FAILED, "failed");

  private final List<Result> results;
  private final String base;
  private final List<String> peers;
  private final Map<String, Map<String, Result>> rows = new HashMap<>();

  /**
   * A table of rows of the same conditions.
   *
   * @param backends those that have rows, at least one; the first is the base
   */
  ComparisonTable(List<Result> results, List<String> backends) {
    this.results = results;
    this.base = backends.get(0);
    this.peers = backends.subList(1, backends.size());
    backends.forEach(backend -> rows.put(backend, Comparison.rows(results, backend)));
  }

  /** The lines of the tables, with a blank one between them. */
  List<String> lines(int width) {
    List<Map<String, String>> cells = cells();
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < peers.size(); ) {
      int to = peers.size();
      while (to > from + 1 && TextTable.leastWidth(columns(from, to), cells) > width) {
        to--;
      }
      if (from > 0) {
        lines.add("");
      }
      List<String> table = new TextTable<>(columns(from, to)).lines(cells, width);
      table.add(table.size() - 2, TextTable.rule(table));
      lines.addAll(table);
      from = to;
    }
    return lines;
  }

  private List<Column<Map<String, String>>> columns(int from, int to) {
    List<Column<Map<String, String>>> columns = new ArrayList<>();
    columns.add(Column.text(LAYER, 0, row -> cell(row, LAYER)));
    columns.add(number("repeat", "repeat", 5));
    columns.add(number(base + " ms", base, 0));
    columns.add(number("±%", "spread", 4));
    columns.add(number("GFLOP/s", "gflops", 2));
    columns.add(number("%ceiling", "share", 1));
    for (String peer : peers.subList(from, to)) {
      columns.add(number(peer, peer, 0));
      columns.add(number("ratio", peer + RATIO, 0));
    }
    columns.add(Column.text("algorithm", 3, row -> cell(row, "algorithm")));
    return columns;
  }

  private static Column<Map<String, String>> number(String header, String key, int rank) {
    return Column.number(header, rank, row -> cell(row, key));
  }

  private static String cell(Map<String, String> row, String key) {
    return row.getOrDefault(key, "");
  }

  private List<Map<String, String>> cells() {
    List<Map<String, String>> cells = new ArrayList<>();
    rowsOf(base).values().forEach(row -> cells.add(layer(row)));
    Total total = Total.of(base, results);
    Map<String, String> mean = new HashMap<>(Map.of(LAYER, "geometric mean"));
    Map<String, String> sum = new HashMap<>(Map.of(LAYER, "total × repeat"));
    sum.put(base, Cells.millis(total.layers() == 0 ? null : total.seconds()));
    sum.put("share", Cells.percent(total.ceilingShare()));
    for (String peer : peers) {
      Comparison comparison = Comparison.of(results, base, peer);
      mean.put(peer + RATIO, Cells.ratio(comparison.geometricMean()));
      sum.put(peer, Cells.millis(comparison.layers() == 0 ? null : comparison.peerSeconds()));
      sum.put(peer + RATIO, Cells.ratio(comparison.totalRatio()));
    }
    cells.add(mean);
    cells.add(sum);
    return cells;
  }

  private Map<String, String> layer(Result row) {
    Map<String, String> cells = new HashMap<>();
    cells.put(LAYER, row.layer());
    cells.put("repeat", Long.toString(row.repeat()));
    cells.put(base, time(row));
    cells.put("spread", Cells.scaled("%.1f", 100, row.figures().spread()));
    cells.put("gflops", Cells.scaled("%.1f", 1, row.figures().gflops()));
    cells.put("share", Cells.ceilingShare(row.figures()));
    cells.put("algorithm", row.algorithm() == null ? row.status().id() : row.algorithm());
    for (String peer : peers) {
      Result other = rowsOf(peer).get(row.layer());
      cells.put(peer, time(other));
      cells.put(peer + RATIO, Cells.ratio(Comparison.ratio(row, other)));
    }
    return cells;
  }

  private Map<String, Result> rowsOf(String backend) {
    return rows.getOrDefault(backend, Map.of());
  }

  private static String time(@Nullable Result row) {
    if (row == null) {
      return Cells.NONE;
    }
    return row.measured()
        ? Cells.millis(row.figures().seconds())
        : SHORT.getOrDefault(row.status(), row.status().id());
  }
}

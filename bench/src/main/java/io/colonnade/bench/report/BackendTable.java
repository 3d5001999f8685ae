package io.colonnade.bench.report;

import io.colonnade.bench.report.TextTable.Column;
import java.util.ArrayList;
import java.util.List;

/** One backend as a table: a line for each layer, and the total. */
final class BackendTable {

  private BackendTable() {}

  /**
   * The lines of the table, which fit {@code width} columns where its least form does.
   *
   * @param results rows of one backend under the same conditions
   */
  static List<String> lines(List<Result> results, int width) {
    List<Row> rows = new ArrayList<>();
    results.forEach(result -> rows.add(row(result)));
    rows.add(row(Total.of(results.get(0).backend(), results)));
    List<String> lines = new TextTable<>(columns()).lines(rows, width);
    lines.add(lines.size() - 1, TextTable.rule(lines));
    return lines;
  }

  private static List<Column<Row>> columns() {
    return List.of(
        Column.text("layer", 0, Row::layer),
        Column.number("repeat", 4, Row::repeat),
        Column.number("ms", 0, Row::millis),
        Column.number("±%", 2, Row::spread),
        Column.number("GFLOP/s", 0, Row::gflops),
        Column.number("ceiling", 5, Row::ceiling),
        Column.number("%ceiling", 0, Row::share),
        Column.text("algorithm", 1, Row::algorithm),
        Column.number("workspace", 3, Row::workspace),
        Column.text("ceiling by", 7, Row::ceilingGemm),
        Column.text("problem", 6, Row::problem));
  }

  /** The cells of one line. */
  private record Row(
      String layer,
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
    return new Row(
        result.layer(),
        Long.toString(result.repeat()),
        Cells.millis(figures.seconds()),
        Cells.scaled("%.1f", 100, figures.spread()),
        Cells.scaled("%.1f", 1, figures.gflops()),
        Cells.scaled("%.1f", 1, figures.ceilingGflops()),
        Cells.ceilingShare(figures),
        result.algorithm() == null ? result.status().id() : result.algorithm(),
        Cells.bytes(figures.workspaceBytes()),
        figures.ceilingGemm() == null ? Cells.NONE : figures.ceilingGemm(),
        result.problem());
  }

  private static Row row(Total total) {
    boolean any = total.layers() > 0;
    return new Row(
        "total × repeat",
        "",
        any ? Cells.millis(total.seconds()) : Cells.NONE,
        "",
        any ? Cells.scaled("%.1f", 1, total.gflops()) : Cells.NONE,
        "",
        Cells.percent(total.ceilingShare()),
        total.layers() == total.ofLayers()
            ? ""
            : "%d of %d layers".formatted(total.layers(), total.ofLayers()),
        "",
        "",
        "");
  }
}

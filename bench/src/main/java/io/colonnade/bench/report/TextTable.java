package io.colonnade.bench.report;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Prints rows as columns that fit a width: where it is too narrow, whole columns give way, those of
 * the highest rank first. What remains of rank 0 is printed even if it is wider.
 *
 * @param <R> what a row is made of
 */
final class TextTable<R> {
  private static final int LONGEST_CELL = 60;

  private final List<Column<R>> columns;

  TextTable(List<Column<R>> columns) {
    this.columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param header its head
   * @param align how its cells are aligned
   * @param rank how readily it gives way; 0 for never
   * @param cell its text for a row
   */
  record Column<R>(String header, HorizontalAlign align, int rank, Function<R, String> cell) {

    static <R> Column<R> text(String header, int rank, Function<R, String> cell) {
      return new Column<>(header, HorizontalAlign.LEFT, rank, cell);
    }

    static <R> Column<R> number(String header, int rank, Function<R, String> cell) {
      return new Column<>(header, HorizontalAlign.RIGHT, rank, cell);
    }

    private ColumnData<R> data() {
      return new com.github.freva.asciitable.Column()
          .header(header)
          .headerAlign(align)
          .dataAlign(align)
          .maxWidth(LONGEST_CELL, OverflowBehaviour.ELLIPSIS_RIGHT)
          .with(cell);
    }
  }

  /**
   * The lines of the table: the header, a rule, one line for each of {@code rows}; none is padded
   * at its end.
   */
  List<String> lines(List<R> rows, int width) {
    List<Column<R>> shown = new ArrayList<>(columns);
    List<String> lines = print(shown, rows);
    while (widest(lines) > width && shown.stream().anyMatch(column -> column.rank > 0)) {
      shown.remove(shown.stream().max(Comparator.comparingInt(Column::rank)).orElseThrow());
      lines = print(shown, rows);
    }
    lines.add(1, rule(lines));
    return lines;
  }

  /** The width of {@code rows} when every column that can give way has done so. */
  static <R> int leastWidth(List<Column<R>> columns, List<R> rows) {
    return widest(print(columns.stream().filter(column -> column.rank == 0).toList(), rows));
  }

  /** A rule as wide as {@code lines}. */
  static String rule(List<String> lines) {
    return "-".repeat(widest(lines));
  }

  private static int widest(List<String> lines) {
    return lines.stream().mapToInt(String::length).max().orElse(0);
  }

  private static <R> List<String> print(List<Column<R>> columns, List<R> rows) {
    String table =
        AsciiTable.builder()
            .border(AsciiTable.NO_BORDERS)
            .lineSeparator("\n")
            .data(rows, columns.stream().map(Column::data).toList())
            .asString();
    return new ArrayList<>(table.lines().map(line -> line.substring(1).stripTrailing()).toList());
  }
}

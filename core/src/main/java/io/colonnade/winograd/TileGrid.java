package io.colonnade.winograd;

import io.colonnade.geometry.Axis;
import io.colonnade.numeric.Arithmetic;
import java.util.Arrays;

/**
 * The cells of planes by tiles: each axis is cut into windows of as many cells as a tile has, the
 * last of which may reach beyond the plane. Under a stride the rows of a tile are those of one
 * phase, but its columns all that lie between the first and the last.
 *
 * <p>A strip holds row r of every tile of a block: for each row of tiles the cells of each up to
 * the next, side by side, and behind all those, for each row of tiles again, the cells by which its
 * last tile is longer.
 */
public final class TileGrid {
  private final int tileRows;
  private final int rowStride;
  private final int rowDistance;
  private final int columnStride;
  private final int overlap;
  private final int paddingTop;
  private final int paddingLeft;
  private final int width;
  private final int origin;
  private final int pitch;
  private final int cellStep;
  private final boolean channelsLast;
  private final int imageStep;
  private final int[] firstRow;
  private final int[] endRow;
  private final int[] firstColumn;
  private final int[] endColumn;

  /**
   * The tiles of planes.
   *
   * @param rows the vertical windows, whose taps are the cells of a tile
   * @param columns the horizontal windows
   * @param origin where the first cell of the two axes lies in a plane
   * @param pitch distance between the rows of a plane
   * @param cellStep distance between the cells of a row
   * @param channelsLast whether the channels of a cell lie side by side; else the cells of a row do
   * @param imageStep distance between the planes of neighbouring images
   */
  public TileGrid(
      Axis rows,
      Axis columns,
      int origin,
      int pitch,
      int cellStep,
      boolean channelsLast,
      int imageStep) {
    this.tileRows = (int) rows.output();
    this.rowStride = (int) rows.stride();
    this.rowDistance = (int) rows.dilation();
    this.columnStride = (int) columns.stride();
    this.overlap = (int) Math.max(0, columns.kernel() - columns.stride());
    this.paddingTop = (int) rows.paddingBegin();
    this.paddingLeft = (int) columns.paddingBegin();
    this.width = (int) columns.input();
    this.origin = origin;
    this.pitch = pitch;
    this.cellStep = cellStep;
    this.channelsLast = channelsLast;
    this.imageStep = imageStep;
    this.firstRow = firstTiles(rows);
    this.endRow = endTiles(rows);
    this.firstColumn = firstTiles(columns);
    this.endColumn = endTiles(columns);
  }

  /** The first tile that has each of its cells. */
  private static int[] firstTiles(Axis axis) {
    int[] first = new int[(int) axis.kernel()];
    Arrays.setAll(first, cell -> (int) axis.firstOutput(cell));
    return first;
  }

  /** One past the last such tile. */
  private static int[] endTiles(Axis axis) {
    int[] end = new int[(int) axis.kernel()];
    Arrays.setAll(end, cell -> (int) axis.endOutput(cell));
    return end;
  }

  /** Whether the channels of a cell lie side by side. */
  boolean channelsLast() {
    return channelsLast;
  }

  /** Rows of a tile. */
  int rows() {
    return firstRow.length;
  }

  /** Distance between the columns of neighbouring tiles. */
  int columnStride() {
    return columnStride;
  }

  /** Columns by which a tile overlaps the next. */
  int overlap() {
    return overlap;
  }

  /**
   * Writes row r of the tiles of one plane and all images into a strip of zeros.
   *
   * @param offset where the plane of the first image starts
   * @param main where the tiles go
   * @param tails where the cells behind the last tile of each row go
   */
  <A> void gather(
      Arithmetic<A> arithmetic,
      A planes,
      int offset,
      int r,
      TileBlock block,
      A strip,
      int main,
      int tails) {
    int length = block.width() * columnStride;
    int left = block.firstColumn() * columnStride - paddingLeft;
    int first = Math.max(0, -left);
    int n = Math.min(length, width - left) - first;
    int row = block.firstRow();
    while (row < block.endRow()) {
      int above = row - row % tileRows;
      int top = Math.max(row, above + firstRow[r]);
      int rows = Math.min(block.endRow(), above + endRow[r]) - top;
      int from = offset + cells(top, above, r);
      int to = top - block.firstRow();
      if (n > 0) {
        arithmetic.copyRows(
            planes,
            from + left + first,
            rowStride * pitch,
            1,
            strip,
            main + to * length + first,
            length,
            1,
            rows,
            n);
      }
      for (int i = 0; i < overlap; i++) {
        int column = left + length + i;
        if (column >= 0 && column < width) {
          arithmetic.copy(
              planes,
              from + column,
              rowStride * pitch,
              strip,
              tails + to * overlap + i,
              overlap,
              rows);
        }
      }
      row = above + tileRows;
    }
  }

  /**
   * Writes a strip to row r of the tiles of one plane and all images, or adds it, as far as there
   * are such cells.
   *
   * @param main where the tiles start in the strip
   * @param offset where the plane of the first image starts
   */
  <A> void scatter(
      Arithmetic<A> arithmetic,
      A strip,
      int main,
      int r,
      TileBlock block,
      boolean accumulate,
      A planes,
      int offset) {
    int length = block.width() * columnStride;
    int left = block.firstColumn() * columnStride - paddingLeft;
    int n = Math.min(width, left + length) - left;
    int row = block.firstRow();
    while (row < block.endRow()) {
      int above = row - row % tileRows;
      int rows = Math.min(block.endRow(), above + endRow[r]) - row;
      int from = main + (row - block.firstRow()) * length;
      int to = offset + cells(row, above, r) + left;
      arithmetic.putRows(
          accumulate, strip, from, length, 1, planes, to, rowStride * pitch, 1, rows, n);
      row = above + tileRows;
    }
  }

  /**
   * Writes the cell at row r and column c of some tiles of a row into a line, with some channels of
   * each side by side; zeros where there is no such cell.
   *
   * @param tile the first of them, counted from the start of the block
   * @param offset where the first of the channels starts in the first image
   */
  <A> void gather(
      Arithmetic<A> arithmetic,
      A src,
      int offset,
      int r,
      int c,
      TileBlock block,
      int tile,
      int tiles,
      int channels,
      A line) {
    int row = block.row(tile);
    int column = block.column(tile);
    int above = row - row % tileRows;
    int first = clamp(firstColumn[c], column, column + tiles);
    int end = clamp(endColumn[c], first, column + tiles);
    if (row < above + firstRow[r] || row >= above + endRow[r]) {
      end = first;
    }
    int to = (first - column) * channels;
    arithmetic.zero(line, 0, to);
    arithmetic.zero(line, (end - column) * channels, (column + tiles - end) * channels);
    arithmetic.copyRows(
        src,
        offset + cells(row, above, r) + cell(first, c),
        columnStride * cellStep,
        1,
        line,
        to,
        channels,
        1,
        end - first,
        channels);
  }

  /**
   * Writes a line to the cell at row r and column c of some tiles of a row, or adds it, as far as
   * there are such cells.
   *
   * @param tile the first of them, counted from the start of the block
   * @param offset where the first of the channels starts in the first image
   */
  <A> void scatter(
      Arithmetic<A> arithmetic,
      A line,
      int r,
      int c,
      TileBlock block,
      int tile,
      int tiles,
      int channels,
      boolean accumulate,
      A dst,
      int offset) {
    int row = block.row(tile);
    int column = block.column(tile);
    int above = row - row % tileRows;
    int n = clamp(endColumn[c], column, column + tiles) - column;
    int to = offset + cells(row, above, r) + cell(column, c);
    if (row >= above + endRow[r]) {
      return;
    }
    arithmetic.putRows(
        accumulate, line, 0, channels, 1, dst, to, columnStride * cellStep, 1, n, channels);
  }

  /** Where column c of a tile lies in its row. */
  private int cell(int tile, int c) {
    return (tile * columnStride + c - paddingLeft) * cellStep;
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }

  /** Where row r of a row of tiles starts, {@code above} being the first such row of its image. */
  private int cells(int row, int above, int r) {
    int y = (row - above) * rowStride + r * rowDistance - paddingTop;
    return above / tileRows * imageStep + origin + y * pitch;
  }
}

package io.colonnade.winograd;

import io.colonnade.numeric.Arithmetic;
import java.util.List;

/**
 * The cells of planes by tiles. Under a stride the rows of a tile are those of one phase of the
 * input, but its columns all that lie between the first and the last. Under a dilation the outputs
 * fall into phases, too, each of which sees the cells of one phase alone; each pair of them, of
 * rows and of columns, is to tiles an image of its own.
 *
 * <p>A strip holds row r of every tile of a block: for each row of tiles the cells of each up to
 * the next, side by side, and behind all those, for each row of tiles again, the cells by which its
 * last tile is longer.
 */
public final class TileGrid {
  private final TileAxis[] rowPhases;
  private final TileAxis[] columnPhases;
  private final int columnStride;
  private final int overlap;
  private final int tileRows;
  private final int pitch;
  private final int cellStep;
  private final boolean channelsLast;
  private final int imageStep;

  /**
   * The tiles of planes.
   *
   * @param rowPhases the rows of tiles in each phase of a dilation, the only one without
   * @param columnPhases their columns
   * @param tileRows rows of tiles of an image in one phase
   * @param pitch distance between the rows of a plane
   * @param cellStep distance between the cells of a row
   * @param channelsLast whether the channels of a cell lie side by side; else the cells of a row do
   * @param imageStep distance between the planes of neighbouring images
   */
  public TileGrid(
      List<TileAxis> rowPhases,
      List<TileAxis> columnPhases,
      int tileRows,
      int pitch,
      int cellStep,
      boolean channelsLast,
      int imageStep) {
    this.rowPhases = rowPhases.toArray(TileAxis[]::new);
    this.columnPhases = columnPhases.toArray(TileAxis[]::new);
    this.columnStride = columnPhases.get(0).pitch();
    this.overlap = Math.max(0, columnPhases.get(0).cells() - columnStride);
    this.tileRows = tileRows;
    this.pitch = pitch;
    this.cellStep = cellStep;
    this.channelsLast = channelsLast;
    this.imageStep = imageStep;
  }

  /** Whether the channels of a cell lie side by side. */
  boolean channelsLast() {
    return channelsLast;
  }

  /** Rows of a tile. */
  int rows() {
    return rowPhases[0].cells();
  }

  /** Cells of a strip from one tile to the next. */
  int columnStride() {
    return columnStride;
  }

  /** Columns by which a tile overlaps the next. */
  int overlap() {
    return overlap;
  }

  /** The rows of an image, all phases being images of their own; one phase needs no division. */
  private TileAxis rowsOf(int image) {
    return rowPhases.length == 1
        ? rowPhases[0]
        : rowPhases[image / columnPhases.length % rowPhases.length];
  }

  private TileAxis columnsOf(int image) {
    return columnPhases.length == 1 ? columnPhases[0] : columnPhases[image % columnPhases.length];
  }

  /** Where the planes of such an image start, beside those of the first. */
  private int startOf(int image) {
    int phases = rowPhases.length * columnPhases.length;
    return (phases == 1 ? image : image / phases) * imageStep;
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
    int left = block.firstColumn() * columnStride;
    int row = block.firstRow();
    while (row < block.endRow()) {
      int image = row / tileRows;
      int above = image * tileRows;
      TileAxis rows = rowsOf(image);
      TileAxis columns = columnsOf(image);
      int top = Math.max(row, above + rows.first()[r]);
      int count = Math.min(block.endRow(), above + rows.end()[r]) - top;
      int to = top - block.firstRow();
      int step = rows.step() * pitch;
      if (count > 0) {
        int start = offset + startOf(image) + rows.cell(top - above, r) * pitch;
        int from = start + columns.cell(0, left);
        int first = Math.max(0, columns.firstCell() - left);
        int n = Math.min(length, columns.endCell() - left) - first;
        int at = from + first * columns.distance();
        if (n > 0) {
          int put = main + to * length + first;
          arithmetic.copyRows(
              planes, at, step, columns.distance(), strip, put, length, 1, count, n);
        }
        for (int i = length; i < length + overlap; i++) {
          if (left + i >= columns.firstCell() && left + i < columns.endCell()) {
            int cell = from + i * columns.distance();
            int put = tails + to * overlap + i - length;
            arithmetic.copy(planes, cell, step, strip, put, overlap, count);
          }
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
    int left = block.firstColumn() * columnStride;
    int row = block.firstRow();
    while (row < block.endRow()) {
      int image = row / tileRows;
      int above = image * tileRows;
      TileAxis rows = rowsOf(image);
      TileAxis columns = columnsOf(image);
      int count = Math.min(block.endRow(), above + rows.end()[r]) - row;
      int n = Math.min(length, columns.endCell() - left);
      if (count > 0 && n > 0) {
        int from = main + (row - block.firstRow()) * length;
        int start = offset + startOf(image) + rows.cell(row - above, r) * pitch;
        int to = start + columns.cell(0, left);
        int step = rows.step() * pitch;
        arithmetic.putRows(
            accumulate, strip, from, length, 1, planes, to, step, columns.distance(), count, n);
      }
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
    int image = block.row(tile) / tileRows;
    int row = block.row(tile) - image * tileRows;
    int column = block.column(tile);
    TileAxis rows = rowsOf(image);
    TileAxis columns = columnsOf(image);
    int first = clamp(columns.first()[c], column, column + tiles);
    int end = clamp(columns.end()[c], first, column + tiles);
    if (row < rows.first()[r] || row >= rows.end()[r]) {
      end = first;
    }
    int start = offset + startOf(image) + rows.cell(row, r) * pitch;
    int to = (first - column) * channels;
    arithmetic.zero(line, 0, to);
    arithmetic.zero(line, (end - column) * channels, (column + tiles - end) * channels);
    arithmetic.copyRows(
        src,
        start + columns.cell(first, c) * cellStep,
        columns.step() * cellStep,
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
    int image = block.row(tile) / tileRows;
    int row = block.row(tile) - image * tileRows;
    int column = block.column(tile);
    TileAxis rows = rowsOf(image);
    TileAxis columns = columnsOf(image);
    int n = clamp(columns.end()[c], column, column + tiles) - column;
    if (row < rows.first()[r] || row >= rows.end()[r]) {
      return;
    }
    int start = offset + startOf(image) + rows.cell(row, r) * pitch;
    int to = start + columns.cell(column, c) * cellStep;
    int step = columns.step() * cellStep;
    arithmetic.putRows(accumulate, line, 0, channels, 1, dst, to, step, 1, n, channels);
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }
}

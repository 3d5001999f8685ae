package io.colonnade.winograd;

import io.colonnade.geometry.Axis;
import io.colonnade.numeric.Arithmetic;

/**
 * The cells of planes by tiles: each axis is cut into windows of as many cells as a tile has, m
 * apart, the last of which may reach beyond the plane.
 *
 * <p>A strip holds row r of every tile of a block: for each row of tiles the m cells of each, side
 * by side, and behind all those, for each row of tiles again, the cells by which its last tile is
 * longer than m.
 */
public final class TileGrid {
  private final int tileRows;
  private final int side;
  private final int stride;
  private final int paddingTop;
  private final int paddingLeft;
  private final int width;
  private final int origin;
  private final int pitch;
  private final int imageStep;
  private final int[] firstRow;
  private final int[] endRow;

  /**
   * The tiles of planes.
   *
   * @param rows the vertical windows
   * @param columns the horizontal windows
   * @param origin where the first cell of the two axes lies in a plane
   * @param pitch distance between the rows of a plane
   * @param imageStep distance between the planes of neighbouring images
   */
  public TileGrid(Axis rows, Axis columns, int origin, int pitch, int imageStep) {
    this.tileRows = (int) rows.output();
    this.side = (int) rows.kernel();
    this.stride = (int) rows.stride();
    this.paddingTop = (int) rows.paddingBegin();
    this.paddingLeft = (int) columns.paddingBegin();
    this.width = (int) columns.input();
    this.origin = origin;
    this.pitch = pitch;
    this.imageStep = imageStep;
    this.firstRow = new int[side];
    this.endRow = new int[side];
    for (int r = 0; r < side; r++) {
      firstRow[r] = (int) rows.firstOutput(r);
      endRow[r] = (int) rows.endOutput(r);
    }
  }

  /** Rows and columns of a tile. */
  int side() {
    return side;
  }

  /** Distance between neighbouring tiles. */
  int stride() {
    return stride;
  }

  /** Cells by which a tile overlaps the next. */
  int overlap() {
    return side - stride;
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
    int length = block.width() * stride;
    int left = block.firstColumn() * stride - paddingLeft;
    int first = Math.max(0, left);
    int n = Math.min(width, left + length) - first;
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
            from + first,
            stride * pitch,
            1,
            strip,
            main + to * length + first - left,
            length,
            1,
            rows,
            n);
      }
      for (int i = 0; i < overlap(); i++) {
        int column = left + length + i;
        if (column >= 0 && column < width) {
          arithmetic.copy(
              planes,
              from + column,
              stride * pitch,
              strip,
              tails + to * overlap() + i,
              overlap(),
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
    int length = block.width() * stride;
    int left = block.firstColumn() * stride - paddingLeft;
    int n = Math.min(width, left + length) - left;
    int row = block.firstRow();
    while (row < block.endRow()) {
      int above = row - row % tileRows;
      int rows = Math.min(block.endRow(), above + endRow[r]) - row;
      int from = main + (row - block.firstRow()) * length;
      int to = offset + cells(row, above, r) + left;
      if (accumulate) {
        arithmetic.addRows(strip, from, length, 1, planes, to, stride * pitch, 1, rows, n);
      } else {
        arithmetic.copyRows(strip, from, length, 1, planes, to, stride * pitch, 1, rows, n);
      }
      row = above + tileRows;
    }
  }

  /** Where row r of a row of tiles starts, {@code above} being the first such row of its image. */
  private int cells(int row, int above, int r) {
    int y = (row - above) * stride - paddingTop + r;
    return above / tileRows * imageStep + origin + y * pitch;
  }
}

package io.colonnade.winograd;

/**
 * A rectangle of tiles. Rows of tiles are counted over all images of the batch, one after the
 * other.
 *
 * @param firstRow the first row of tiles
 * @param endRow one past the last
 * @param firstColumn the first tile of each row
 * @param endColumn one past the last
 */
public record TileBlock(int firstRow, int endRow, int firstColumn, int endColumn) {

  /** Number of tiles. */
  public int tiles() {
    return rows() * width();
  }

  /** Rows of tiles. */
  public int rows() {
    return endRow - firstRow;
  }

  /** Tiles of a row. */
  int width() {
    return endColumn - firstColumn;
  }

  /** The row of a tile, counted from the start of the block, row by row. */
  int row(int tile) {
    return firstRow + tile / width();
  }

  /** Where a tile lies in its row. */
  int column(int tile) {
    return firstColumn + tile % width();
  }

  /** Tiles from {@code tile} on to the end of its row, {@code most} at most. */
  int run(int tile, int most) {
    return Math.min(most, width() - tile % width());
  }
}

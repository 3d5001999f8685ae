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
}

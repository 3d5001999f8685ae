package io.colonnade.winograd;

import java.util.Arrays;

/**
 * The cells of tiles along one axis of a plane: cell c of tile t is the cell {@code start + t·step
 * + c·distance} of the plane, if there is one.
 *
 * @param start where the first tile starts, before the plane if it is negative
 * @param step from one tile to the next, a multiple of the distance
 * @param distance from one cell of a tile to the next
 * @param firstCell the first cell, counted from tile 0 on in cells of tiles, that the plane has
 * @param endCell one past the last such cell
 * @param first for each cell of a tile, the first tile in which the plane has it
 * @param end one past the last such tile
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TileAxis(
    int start, int step, int distance, int firstCell, int endCell, int[] first, int[] end) {

  /** An axis of {@code length} cells, with {@code tiles} tiles of {@code cells} cells. */
  public static TileAxis of(int start, int step, int distance, int length, int cells, int tiles) {
    int[] first = new int[cells];
    int[] end = new int[cells];
    Arrays.setAll(first, c -> clamp(index(-start - c * distance, step), tiles));
    Arrays.setAll(end, c -> clamp(index(length - start - c * distance, step), tiles));
    int firstCell = Math.max(0, index(-start, distance));
    int endCell = Math.max(0, index(length - start, distance));
    return new TileAxis(start, step, distance, firstCell, endCell, first, end);
  }

  /** The first index from which on a multiple of the step is at least {@code least}. */
  private static int index(int least, int step) {
    return -Math.floorDiv(-least, step);
  }

  private static int clamp(int tile, int tiles) {
    return Math.max(0, Math.min(tile, tiles));
  }

  /** Cells of a tile. */
  int cells() {
    return first.length;
  }

  /** Cells from one tile to the next. */
  int pitch() {
    return step / distance;
  }

  /** The cell of the plane that is cell c of a tile. */
  int cell(int tile, int c) {
    return start + tile * step + c * distance;
  }
}

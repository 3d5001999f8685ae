package io.colonnade.pooling;

import java.util.Arrays;

/** The cells of a plane at the start of a plane that is as large or larger along every axis. */
final class PlaneEmbedding {
  private final int[] inner;
  private final int[] outer;
  private final int outerCells;
  private final boolean same;

  /**
   * For planes of some sizes.
   *
   * @param innerSizes cells along each axis of the plane
   * @param outerSizes cells along each axis of the plane around it, none smaller
   */
  PlaneEmbedding(long[] innerSizes, long[] outerSizes) {
    inner = new int[innerSizes.length];
    outer = new int[innerSizes.length];
    int product = 1;
    for (int a = 0; a < inner.length; a++) {
      inner[a] = Math.toIntExact(innerSizes[a]);
      outer[a] = Math.toIntExact(outerSizes[a]);
      product *= outer[a];
    }
    outerCells = product;
    same = Arrays.equals(inner, outer);
  }

  /** Cells of the outer plane. */
  int outerCells() {
    return outerCells;
  }

  /** Where a cell of the inner plane lies in the outer, both row-major. */
  int place(int cell) {
    if (same) {
      return cell;
    }
    int rest = cell;
    int place = 0;
    int distance = 1;
    for (int a = inner.length - 1; a >= 0; a--) {
      place += rest % inner[a] * distance;
      rest /= inner[a];
      distance *= outer[a];
    }
    return place;
  }
}

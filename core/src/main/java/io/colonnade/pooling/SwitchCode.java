package io.colonnade.pooling;

import io.colonnade.SwitchNumbering;

/**
 * Translates between cells, row-major within their plane, and switches.
 *
 * <p>A plane is named by the place of its cell 0 in the tensor.
 */
final class SwitchCode {
  private final SwitchNumbering numbering;
  private final int[] sizes;
  private final int cells;
  private final int cellStep;

  /**
   * For planes of some sizes.
   *
   * @param sizes cells along each axis of the plane
   * @param cellStep the distance in the tensor between neighbouring cells of a plane
   */
  SwitchCode(SwitchNumbering numbering, long[] sizes, int cellStep) {
    this.numbering = numbering;
    this.sizes = new int[sizes.length];
    int product = 1;
    for (int a = 0; a < sizes.length; a++) {
      this.sizes[a] = Math.toIntExact(sizes[a]);
      product *= this.sizes[a];
    }
    this.cells = product;
    this.cellStep = cellStep;
  }

  /** Cells of a plane. */
  int cells() {
    return cells;
  }

  /** Whether a switch is the cell itself. */
  boolean plain() {
    return numbering == SwitchNumbering.PLANE_ROW_MAJOR;
  }

  /**
   * Replaces {@code count} cells by their switches.
   *
   * @param plane the plane of the first cell; the cells of {@code lanes} planes take turns
   * @param laneStep how far those planes are apart
   */
  void number(int[] switches, int at, int step, int count, int plane, int lanes, int laneStep) {
    for (int i = 0; i < count; i++) {
      int place = at + i * step;
      switches[place] = number(switches[place], plane + i % lanes * laneStep);
    }
  }

  private int number(int cell, int plane) {
    int number = numbering.columnMajor() ? columnMajor(cell) : cell;
    return numbering.wholeTensor() ? plane + number * cellStep : number;
  }

  /** The cell that a switch names in a plane, or −1 if it names none. */
  int cell(int number, int plane) {
    int cell = number;
    if (numbering.wholeTensor()) {
      int distance = number - plane;
      if (number < plane || distance % cellStep != 0) {
        return -1;
      }
      cell = distance / cellStep;
    }
    if (cell < 0 || cell >= cells) {
      return -1;
    }
    return numbering.columnMajor() ? rowMajor(cell) : cell;
  }

  /** The switches that name cells of a plane, in words. */
  String range(int plane) {
    if (!numbering.wholeTensor()) {
      return "[0, %d)".formatted(cells);
    }
    String every = cellStep == 1 ? "" : " in steps of " + cellStep;
    return "[%d, %d)%s".formatted(plane, plane + (long) cells * cellStep, every);
  }

  private int columnMajor(int cell) {
    int rest = cell;
    int number = 0;
    int below = cells;
    for (int a = sizes.length - 1; a >= 0; a--) {
      below /= sizes[a];
      number += rest % sizes[a] * below;
      rest /= sizes[a];
    }
    return number;
  }

  private int rowMajor(int number) {
    int rest = number;
    int cell = 0;
    int inside = cells;
    for (int size : sizes) {
      inside /= size;
      cell += rest % size * inside;
      rest /= size;
    }
    return cell;
  }
}

package io.colonnade.lowering;

import java.util.Arrays;

/**
 * The cells of an axis as lines of elements, one line for each phase: element e of phase f is cell
 * {@code origins[f] + e·step}, or a zero of the padding where that is no cell.
 */
final class Phases {
  private final long step;
  private final long[] origins;
  private final int cells;

  /**
   * Phases of an axis.
   *
   * @param step distance between the cells of neighbouring elements
   * @param origins the cell, possibly in the padding, that is element 0 of each phase; ascending
   * @param cells cells of the axis
   */
  Phases(long step, long[] origins, int cells) {
    this.step = step;
    this.origins = origins;
    this.cells = cells;
  }

  /** Distance between the cells of neighbouring elements; any, where it exceeds an int. */
  int step() {
    return (int) step;
  }

  int cells() {
    return cells;
  }

  int count() {
    return origins.length;
  }

  /** The first phase whose cells are those of phase 0, from another element on; 0 if none is. */
  int repeat() {
    for (int f = 1; f < origins.length; f++) {
      if ((origins[f] - origins[0]) % step == 0) {
        return f;
      }
    }
    return 0;
  }

  /** Elements by which the cells of one phase lie before those of another. */
  int elements(int phase, int other) {
    return (int) ((origins[other] - origins[phase]) / step);
  }

  /** The cell of an element that is no padding. */
  int cell(int phase, int element) {
    return (int) (origins[phase] + element * step);
  }

  /** The first of the elements {@code [from, end)} that is a cell; {@code end} if none is. */
  int first(int phase, int from, int end) {
    return (int) Math.max(from, Math.min(end, -Math.floorDiv(origins[phase], step)));
  }

  /** One past the last of the elements {@code [from, end)} that is a cell; never below first. */
  int end(int phase, int from, int end) {
    long behind = Math.floorDiv(cells - 1 - origins[phase], step) + 1;
    return (int) Math.max(first(phase, from, end), Math.min(end, behind));
  }

  /**
   * The cells before element {@code element} of all phases, where lines have {@code n} elements;
   * the first line element has none before it, and the end of the line has all.
   */
  int cellsBefore(int element, int n) {
    if (element == 0 || element == n) {
      return element == 0 ? 0 : cells;
    }
    return (int) Math.max(0, Math.min(cells, origins[0] + element * step));
  }

  /** Elements at the start of all lines of {@code n} elements that are padding. */
  int leading(int n) {
    int least = n;
    for (int f = 0; f < count(); f++) {
      least = Math.min(least, first(f, 0, n));
    }
    return least;
  }

  /** Elements at the end of all lines of {@code n} elements that are padding. */
  int trailing(int n) {
    int least = n;
    for (int f = 0; f < count(); f++) {
      least = Math.min(least, n - end(f, 0, n));
    }
    return least;
  }

  /**
   * Whether every cell is one of the first {@code n} elements of just one phase; the first cell is
   * one, if any is.
   */
  boolean isPartition(int n) {
    return count() == step
        && Arrays.stream(origins).map(o -> Math.floorMod(o, step)).distinct().count() == step
        && origins[0] + n * step >= cells;
  }
}

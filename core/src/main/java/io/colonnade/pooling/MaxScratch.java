package io.colonnade.pooling;

import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of one max pooling in flight: for every phase the keys of a band and the cells that
 * they come from, an accumulator of both, and room for both shifted.
 *
 * <p>Cells count from the cell under tap 0 of all axes reduced so far; the elements of the
 * innermost axis' phases, which are not reduced yet, are cells themselves.
 */
final class MaxScratch<A, K> {
  /** Buffers for a phase of an axis behind the innermost: its keys and their cells. */
  static final int BUFFERS_PER_PHASE = 2;

  /** Buffers beside those of the phases. */
  static final int OTHER_BUFFERS = 6;

  private final Keys<A, K> keys;
  private final int loadedSlots;
  private final List<K> values = new ArrayList<>();
  private final List<K> cells = new ArrayList<>();
  private final K shiftedValues;
  private final K shiftedCells;
  private K bestValues;
  private K bestCells;
  private K nextValues;
  private K nextCells;

  MaxScratch(BandPlan plan, Keys<A, K> keys) {
    this.keys = keys;
    this.loadedSlots = plan.axis(plan.axisOfStep(0)).phases();
    this.shiftedValues = keys.newKeys(plan.length());
    this.shiftedCells = keys.newKeys(plan.length());
    this.bestValues = keys.newKeys(plan.length());
    this.bestCells = keys.newKeys(plan.length());
    this.nextValues = keys.newKeys(plan.length());
    this.nextCells = keys.newKeys(plan.length());
    for (int slot = 0; slot < plan.slots(); slot++) {
      values.add(keys.newKeys(plan.length()));
      cells.add(keys.newKeys(slot < loadedSlots ? 0 : plan.length()));
    }
  }

  K values(int slot) {
    return values.get(slot);
  }

  K bestValues() {
    return bestValues;
  }

  K bestCells() {
    return bestCells;
  }

  /** Sets the accumulator to a buffer. */
  void start(int slot, int count) {
    System.arraycopy(values.get(slot), 0, bestValues, 0, count);
    if (slot < loadedSlots) {
      keys.clear(bestCells, count);
    } else {
      System.arraycopy(cells.get(slot), 0, bestCells, 0, count);
    }
  }

  /** Sets the accumulator to the greater elements of two buffers, the second shifted. */
  void start(int first, int second, int shift, int distance, int count) {
    if (first < loadedSlots) {
      K others = shifted(values.get(second), shift, shiftedValues, count);
      keys.greater(values.get(first), others, distance, bestValues, bestCells, count);
    } else {
      fold(values.get(first), cells.get(first), second, shift, distance, count);
    }
  }

  /** Folds a buffer, shifted, into the accumulator. */
  void combine(int slot, int shift, int distance, int count) {
    fold(bestValues, bestCells, slot, shift, distance, count);
  }

  /** Sets the accumulator to the greater of some elements and a buffer, shifted. */
  private void fold(K best, K bestAt, int slot, int shift, int distance, int count) {
    K others = shifted(values.get(slot), shift, shiftedValues, count);
    if (slot < loadedSlots) {
      keys.greater(best, bestAt, others, distance, nextValues, nextCells, count);
    } else {
      K otherCells = shifted(cells.get(slot), shift, shiftedCells, count);
      keys.greater(best, bestAt, others, otherCells, distance, nextValues, nextCells, count);
    }
    K freeValues = bestValues;
    K freeCells = bestCells;
    bestValues = nextValues;
    bestCells = nextCells;
    nextValues = freeValues;
    nextCells = freeCells;
  }

  private static <K> K shifted(K buffer, int shift, K room, int count) {
    if (shift == 0) {
      return buffer;
    }
    System.arraycopy(buffer, shift, room, 0, count);
    return room;
  }

  void keep(int slot) {
    bestValues = values.set(slot, bestValues);
    bestCells = cells.set(slot, bestCells);
  }
}

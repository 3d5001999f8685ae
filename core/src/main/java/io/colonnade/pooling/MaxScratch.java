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
  private final Keys<A, K> keys;
  private final int loadedSlots;
  private final List<K> values = new ArrayList<>();
  private final List<K> cells = new ArrayList<>();
  private final K shiftedValues;
  private final K shiftedCells;
  private final K less;
  private K bestValues;
  private K bestCells;

  MaxScratch(BandPlan plan, Keys<A, K> keys) {
    this.keys = keys;
    this.loadedSlots = plan.axis(plan.innermost()).phases();
    this.shiftedValues = keys.newKeys(plan.length());
    this.shiftedCells = keys.newKeys(plan.length());
    this.less = keys.newKeys(plan.length());
    this.bestValues = keys.newKeys(plan.length());
    this.bestCells = keys.newKeys(plan.length());
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
      keys.clear(bestCells, count);
      choose(values.get(first), bestCells, second, shift, distance, count);
    } else {
      choose(values.get(first), cells.get(first), second, shift, distance, count);
    }
  }

  /** Folds a buffer, shifted, into the accumulator. */
  void combine(int slot, int shift, int distance, int count) {
    choose(bestValues, bestCells, slot, shift, distance, count);
  }

  private void choose(K firstValues, K firstCells, int second, int shift, int distance, int count) {
    K others = shifted(values.get(second), shift, shiftedValues, count);
    keys.compare(firstValues, others, less, count);
    keys.choose(firstValues, others, 0, less, bestValues, count);
    if (second < loadedSlots) {
      keys.choose(firstCells, distance, less, bestCells, count);
    } else {
      K otherCells = shifted(cells.get(second), shift, shiftedCells, count);
      keys.choose(firstCells, otherCells, distance, less, bestCells, count);
    }
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

package io.colonnade.pooling;

import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of one max pooling in flight: for every phase the keys of a band and the cells that
 * they come from, an accumulator of both, and room for both shifted.
 *
 * <p>Cells count from the cell under tap 0 of all axes reduced so far, so those of the innermost
 * axis' phases, which are not reduced yet, are 0 throughout and share one buffer.
 */
final class MaxScratch<A, K> {
  private final Keys<A, K> keys;
  private final List<K> values = new ArrayList<>();
  private final List<K> cells = new ArrayList<>();
  private final K shiftedValues;
  private final K shiftedCells;
  private K bestValues;
  private K bestCells;

  MaxScratch(BandPlan plan, Keys<A, K> keys) {
    this.keys = keys;
    this.shiftedValues = keys.newKeys(plan.length());
    this.shiftedCells = keys.newKeys(plan.length());
    this.bestValues = keys.newKeys(plan.length());
    this.bestCells = keys.newKeys(plan.length());
    K noCells = keys.newKeys(plan.length());
    for (int slot = 0; slot < plan.slots(); slot++) {
      values.add(keys.newKeys(plan.length()));
      boolean loaded = slot < plan.axis(plan.innermost()).phases();
      cells.add(loaded ? noCells : keys.newKeys(plan.length()));
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

  void start(int slot, int shift, int count) {
    System.arraycopy(values.get(slot), shift, bestValues, 0, count);
    System.arraycopy(cells.get(slot), shift, bestCells, 0, count);
  }

  void combine(int slot, int shift, int distance, int count) {
    K others = values.get(slot);
    K otherCells = cells.get(slot);
    if (shift > 0) {
      System.arraycopy(others, shift, shiftedValues, 0, count);
      System.arraycopy(otherCells, shift, shiftedCells, 0, count);
      others = shiftedValues;
      otherCells = shiftedCells;
    }
    keys.select(bestValues, bestCells, others, otherCells, distance, count);
  }

  void keep(int slot) {
    bestValues = values.set(slot, bestValues);
    bestCells = cells.set(slot, bestCells);
  }
}

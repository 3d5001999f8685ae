package io.colonnade.pooling;

import java.util.Arrays;

/** Keys of binary32 elements. */
final class FloatKeys extends Keys<float[], int[]> {
  private static final int INFINITY = 0x7f800000;
  private static final int NAN = 0x7fc00000;

  @Override
  int[] newKeys(int length) {
    return new int[length];
  }

  @Override
  void load(float[] x, int at, int step, int[] keys, int to, int count) {
    int from = at;
    for (int i = to; i < to + count; i++) {
      keys[i] = Float.floatToRawIntBits(x[from]);
      from += step;
    }
  }

  @Override
  void order(int[] keys, int count) {
    for (int i = 0; i < count; i++) {
      int bits = keys[i];
      int nan = (INFINITY - (bits & Integer.MAX_VALUE)) >> 31;
      int key = bits ^ ((bits >> 31) >>> 1);
      keys[i] = (key & ~nan) | (NAN & nan);
    }
  }

  @Override
  void pad(int[] keys, int from, int to) {
    Arrays.fill(keys, from, to, Integer.MIN_VALUE);
  }

  @Override
  void select(int[] best, int[] cells, int[] others, int[] otherCells, int distance, int count) {
    for (int i = 0; i < count; i++) {
      int a = best[i];
      int b = others[i];
      int difference = a - b;
      int less = (difference ^ ((a ^ b) & (difference ^ a))) >> 31;
      best[i] = a - (difference & less);
      int cell = cells[i];
      cells[i] = cell + ((otherCells[i] + distance - cell) & less);
    }
  }

  @Override
  void restore(int[] keys, int count) {
    for (int i = 0; i < count; i++) {
      keys[i] ^= (keys[i] >> 31) >>> 1;
    }
  }

  @Override
  void locate(int[] cells, int[] origins, int base, int count) {
    for (int i = 0; i < count; i++) {
      cells[i] += origins[i] + base;
    }
  }

  @Override
  void store(int[] keys, int from, float[] y, int at, int step, int count) {
    int to = at;
    for (int i = from; i < from + count; i++) {
      y[to] = Float.intBitsToFloat(keys[i]);
      to += step;
    }
  }

  @Override
  void storeCells(int[] cells, int from, int[] switches, int at, int step, int count) {
    if (step == 1) {
      System.arraycopy(cells, from, switches, at, count);
      return;
    }
    int to = at;
    for (int i = from; i < from + count; i++) {
      switches[to] = cells[i];
      to += step;
    }
  }

  @Override
  int[] cells(int[] cells) {
    return cells;
  }
}

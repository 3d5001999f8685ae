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
      int key = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
      keys[i] = (key & ~nan) | (NAN & nan);
    }
  }

  @Override
  void pad(int[] keys, int from, int to) {
    Arrays.fill(keys, from, to, Integer.MIN_VALUE);
  }

  @Override
  void clear(int[] cells, int count) {
    Arrays.fill(cells, 0, count, 0);
  }

  @Override
  void greater(int[] a, int[] b, int distance, int[] keys, int[] cells, int count) {
    for (int i = 0; i < count; i++) {
      int less = less(a[i], b[i]);
      keys[i] = choose(a[i], b[i], less);
      cells[i] = distance & less;
    }
  }

  @Override
  void greater(int[] a, int[] aCells, int[] b, int distance, int[] keys, int[] cells, int count) {
    for (int i = 0; i < count; i++) {
      int less = less(a[i], b[i]);
      keys[i] = choose(a[i], b[i], less);
      cells[i] = choose(aCells[i], distance, less);
    }
  }

  @Override
  void greater(
      int[] a,
      int[] aCells,
      int[] b,
      int[] bCells,
      int distance,
      int[] keys,
      int[] cells,
      int count) {
    for (int i = 0; i < count; i++) {
      int less = less(a[i], b[i]);
      keys[i] = choose(a[i], b[i], less);
      cells[i] = choose(aCells[i], bCells[i] + distance, less);
    }
  }

  /** −1 if a is less than b, else 0; the sign of the difference, mended where that overflows. */
  private static int less(int a, int b) {
    int difference = a - b;
    return (difference ^ ((a ^ b) & (difference ^ a))) >> 31;
  }

  /** b if {@code less} is −1, a if it is 0. */
  private static int choose(int a, int b, int less) {
    return a ^ ((a ^ b) & less);
  }

  @Override
  void finish(int[] keys, int[] cells, int[] origins, int base, int count) {
    for (int i = 0; i < count; i++) {
      keys[i] ^= (keys[i] >> 31) & Integer.MAX_VALUE;
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

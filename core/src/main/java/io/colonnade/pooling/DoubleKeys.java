package io.colonnade.pooling;

import java.util.Arrays;

/** Keys of binary64 elements. */
final class DoubleKeys extends Keys<double[], long[]> {
  private static final long INFINITY = 0x7ff0000000000000L;
  private static final long NAN = 0x7ff8000000000000L;

  @Override
  long[] newKeys(int length) {
    return new long[length];
  }

  @Override
  void load(double[] x, int at, int step, long[] keys, int to, int count) {
    int from = at;
    for (int i = to; i < to + count; i++) {
      keys[i] = Double.doubleToRawLongBits(x[from]);
      from += step;
    }
  }

  @Override
  void order(long[] keys, int count) {
    for (int i = 0; i < count; i++) {
      long bits = keys[i];
      long nan = (INFINITY - (bits & Long.MAX_VALUE)) >> 63;
      long key = bits ^ ((bits >> 63) & Long.MAX_VALUE);
      keys[i] = (key & ~nan) | (NAN & nan);
    }
  }

  @Override
  void pad(long[] keys, int from, int to) {
    Arrays.fill(keys, from, to, Long.MIN_VALUE);
  }

  @Override
  void clear(long[] cells, int count) {
    Arrays.fill(cells, 0, count, 0);
  }

  @Override
  void greater(long[] a, long[] b, int distance, long[] keys, long[] cells, int count) {
    for (int i = 0; i < count; i++) {
      long less = less(a[i], b[i]);
      keys[i] = choose(a[i], b[i], less);
      cells[i] = distance & less;
    }
  }

  @Override
  void greater(
      long[] a, long[] aCells, long[] b, int distance, long[] keys, long[] cells, int count) {
    for (int i = 0; i < count; i++) {
      long less = less(a[i], b[i]);
      keys[i] = choose(a[i], b[i], less);
      cells[i] = choose(aCells[i], distance, less);
    }
  }

  @Override
  void greater(
      long[] a,
      long[] aCells,
      long[] b,
      long[] bCells,
      int distance,
      long[] keys,
      long[] cells,
      int count) {
    for (int i = 0; i < count; i++) {
      long less = less(a[i], b[i]);
      keys[i] = choose(a[i], b[i], less);
      cells[i] = choose(aCells[i], bCells[i] + distance, less);
    }
  }

  /** −1 if a is less than b, else 0; the sign of the difference, mended where that overflows. */
  private static long less(long a, long b) {
    long difference = a - b;
    return (difference ^ ((a ^ b) & (difference ^ a))) >> 63;
  }

  /** b if {@code less} is −1, a if it is 0. */
  private static long choose(long a, long b, long less) {
    return a ^ ((a ^ b) & less);
  }

  @Override
  void finish(long[] keys, long[] cells, long[] origins, int base, int count) {
    for (int i = 0; i < count; i++) {
      keys[i] ^= (keys[i] >> 63) & Long.MAX_VALUE;
      cells[i] += origins[i] + base;
    }
  }

  @Override
  void store(long[] keys, int from, double[] y, int at, int step, int count) {
    int to = at;
    for (int i = from; i < from + count; i++) {
      y[to] = Double.longBitsToDouble(keys[i]);
      to += step;
    }
  }

  @Override
  void storeCells(long[] cells, int from, int[] switches, int at, int step, int count) {
    int to = at;
    for (int i = from; i < from + count; i++) {
      switches[to] = (int) cells[i];
      to += step;
    }
  }

  @Override
  long[] cells(int[] cells) {
    return Arrays.stream(cells).asLongStream().toArray();
  }
}

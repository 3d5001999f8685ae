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
      long key = bits ^ ((bits >> 63) >>> 1);
      keys[i] = (key & ~nan) | (NAN & nan);
    }
  }

  @Override
  void pad(long[] keys, int from, int to) {
    Arrays.fill(keys, from, to, Long.MIN_VALUE);
  }

  @Override
  void select(
      long[] best, long[] cells, long[] others, long[] otherCells, int distance, int count) {
    for (int i = 0; i < count; i++) {
      long a = best[i];
      long b = others[i];
      long difference = a - b;
      long less = (difference ^ ((a ^ b) & (difference ^ a))) >> 63;
      best[i] = a - (difference & less);
      long cell = cells[i];
      cells[i] = cell + ((otherCells[i] + distance - cell) & less);
    }
  }

  @Override
  void restore(long[] keys, int count) {
    for (int i = 0; i < count; i++) {
      keys[i] ^= (keys[i] >> 63) >>> 1;
    }
  }

  @Override
  void locate(long[] cells, long[] origins, int base, int count) {
    for (int i = 0; i < count; i++) {
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

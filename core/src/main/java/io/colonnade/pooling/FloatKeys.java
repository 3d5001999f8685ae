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
  void clear(int[] cells, int count) {
    Arrays.fill(cells, 0, count, 0);
  }

  @Override
  void compare(int[] a, int[] b, int[] less, int count) {
    for (int i = 0; i < count; i++) {
      int difference = a[i] - b[i];
      less[i] = (difference ^ ((a[i] ^ b[i]) & (difference ^ a[i]))) >> 31;
    }
  }

  @Override
  void choose(int[] a, int[] b, int distance, int[] less, int[] chosen, int count) {
    for (int i = 0; i < count; i++) {
      chosen[i] = a[i] + ((b[i] + distance - a[i]) & less[i]);
    }
  }

  @Override
  void choose(int[] a, int distance, int[] less, int[] chosen, int count) {
    for (int i = 0; i < count; i++) {
      chosen[i] = a[i] + ((distance - a[i]) & less[i]);
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

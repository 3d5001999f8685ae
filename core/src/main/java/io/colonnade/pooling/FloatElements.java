package io.colonnade.pooling;

import java.util.Arrays;

/** Loops over binary32 elements. */
final class FloatElements extends Elements<float[]> {
  @Override
  void add(float[] a, float[] b, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = a[i] + b[i];
    }
  }

  @Override
  void max(float[] a, float[] b, float[] greatest, int count) {
    for (int i = 0; i < count; i++) {
      greatest[i] = Math.max(a[i], b[i]);
    }
  }

  @Override
  void fill(float[] elements, int from, int to, double value) {
    Arrays.fill(elements, from, to, (float) value);
  }

  @Override
  void divide(float[] y, int from, int count, double divisor) {
    float by = (float) divisor;
    for (int i = from; i < from + count; i++) {
      y[i] /= by;
    }
  }

  @Override
  void scatter(float[] x, int at, int[] places, float[] y, int offset, int count) {
    for (int i = 0; i < count; i++) {
      y[offset + places[i]] = x[at + i];
    }
  }

  @Override
  void scatterAdd(float[] x, int at, int[] places, float[] y, int offset, int count) {
    for (int i = 0; i < count; i++) {
      y[offset + places[i]] += x[at + i];
    }
  }

  @Override
  void gather(float[] x, int offset, int[] places, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = x[offset + places[i]];
    }
  }

  @Override
  void gatherAdd(float[] x, int offset, int[] places, float[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] += x[offset + places[i]];
    }
  }
}

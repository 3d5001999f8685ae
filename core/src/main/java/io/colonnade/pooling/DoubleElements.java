package io.colonnade.pooling;

import java.util.Arrays;

/** Loops over binary64 elements. */
final class DoubleElements extends Elements<double[]> {
  @Override
  void add(double[] a, double[] b, double[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] = a[i] + b[i];
    }
  }

  @Override
  void max(double[] a, double[] b, double[] greatest, int count) {
    for (int i = 0; i < count; i++) {
      greatest[i] = Math.max(a[i], b[i]);
    }
  }

  @Override
  void fill(double[] elements, int from, int to, double value) {
    Arrays.fill(elements, from, to, value);
  }

  @Override
  void divide(double[] y, int from, int count, double divisor) {
    double by = divisor;
    for (int i = from; i < from + count; i++) {
      y[i] /= by;
    }
  }

  @Override
  void scatter(double[] x, int at, int[] places, double[] y, int offset, int count) {
    for (int i = 0; i < count; i++) {
      y[offset + places[i]] = x[at + i];
    }
  }

  @Override
  void scatterAdd(double[] x, int at, int[] places, double[] y, int offset, int count) {
    for (int i = 0; i < count; i++) {
      y[offset + places[i]] += x[at + i];
    }
  }

  @Override
  void gather(double[] x, int offset, int[] places, double[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] = x[offset + places[i]];
    }
  }

  @Override
  void gatherAdd(double[] x, int offset, int[] places, double[] y, int at, int count) {
    for (int i = 0; i < count; i++) {
      y[at + i] += x[offset + places[i]];
    }
  }
}

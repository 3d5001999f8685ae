package io.colonnade.numeric;

import static io.colonnade.numeric.Fma.fma;

import io.colonnade.DataType;
import java.util.Arrays;

final class Float32ProductLines extends ProductLines<float[]> {
  private float[][] lines = {};

  Float32ProductLines() {
    super(DataType.FLOAT32);
  }

  @Override
  void grow(int count) {
    int old = lines.length;
    if (count > old) {
      lines = Arrays.copyOf(lines, count);
      for (int i = old; i < count; i++) {
        lines[i] = newLine();
      }
    }
  }

  @Override
  public float[] line(int number) {
    return lines[number];
  }

  @Override
  public void gather(int first, float[] src, int offset, int group, int cell, int cells, int n) {
    if (group == 1) {
      for (int q = 0; q < cells; q++) {
        System.arraycopy(src, offset + q * cell, lines[first + q], 0, n);
      }
      return;
    }
    int i = 0;
    for (; cell == 1 && i < n - 7; i += 8) {
      gatherEight(lines, first, first + cells, i, src, offset + i * group - first, group);
    }
    for (; i < n; i++) {
      int from = offset + i * group;
      for (int q = 0; q < cells; q++) {
        lines[first + q][i] = src[from + q * cell];
      }
    }
  }

  /** Eight groups at a time, whose neighbouring cells are read side by side. */
  private static void gatherEight(
      float[][] lines, int first, int end, int i, float[] src, int a, int group) {
    int b = a + group;
    int c = b + group;
    int d = c + group;
    int e = d + group;
    int f = e + group;
    int g = f + group;
    int h = g + group;
    for (int q = first; q < end; q++) {
      float[] line = lines[q];
      line[i] = src[a + q];
      line[i + 1] = src[b + q];
      line[i + 2] = src[c + q];
      line[i + 3] = src[d + q];
      line[i + 4] = src[e + q];
      line[i + 5] = src[f + q];
      line[i + 6] = src[g + q];
      line[i + 7] = src[h + q];
    }
  }

  @Override
  public void scatter(int first, float[] dst, int offset, int group, int cell, int cells, int n) {
    if (group == 1) {
      for (int q = 0; q < cells; q++) {
        System.arraycopy(lines[first + q], 0, dst, offset + q * cell, n);
      }
      return;
    }
    int i = 0;
    for (; cell == 1 && i < n - 7; i += 8) {
      scatterEight(lines, first, first + cells, i, dst, offset + i * group - first, group);
    }
    for (; i < n; i++) {
      int to = offset + i * group;
      for (int q = 0; q < cells; q++) {
        dst[to + q * cell] = lines[first + q][i];
      }
    }
  }

  private static void scatterEight(
      float[][] lines, int first, int end, int i, float[] dst, int a, int group) {
    int b = a + group;
    int c = b + group;
    int d = c + group;
    int e = d + group;
    int f = e + group;
    int g = f + group;
    int h = g + group;
    for (int q = first; q < end; q++) {
      float[] line = lines[q];
      dst[a + q] = line[i];
      dst[b + q] = line[i + 1];
      dst[c + q] = line[i + 2];
      dst[d + q] = line[i + 3];
      dst[e + q] = line[i + 4];
      dst[f + q] = line[i + 5];
      dst[g + q] = line[i + 6];
      dst[h + q] = line[i + 7];
    }
  }

  @Override
  public void sum(int target, int a, int b, LinePairs pairs, boolean accumulate, int n) {
    float[][] l = lines;
    int[] u = pairs.left();
    int[] v = pairs.right();
    int end = pairs.start()[0];
    for (int j = 0; j < pairs.targets(); j++) {
      int i = end;
      end = pairs.start()[j + 1];
      float[] y = l[target + j];
      if (!accumulate) {
        i = begin(l, y, a, b, u, v, i, end, n);
      }
      for (; i < end - 2; i += 3) {
        float[] p = l[a + u[i]];
        float[] q = l[b + v[i]];
        add(p, q, l[a + u[i + 1]], l[b + v[i + 1]], l[a + u[i + 2]], l[b + v[i + 2]], y, n);
      }
      if (end - i == 2) {
        add(l[a + u[i]], l[b + v[i]], l[a + u[i + 1]], l[b + v[i + 1]], y, n);
      } else if (end - i == 1) {
        add(l[a + u[i]], l[b + v[i]], y, n);
      }
    }
  }

  /** Sets {@code y} to the sum of the first pairs; returns how far they go. */
  private static int begin(
      float[][] l, float[] y, int a, int b, int[] u, int[] v, int i, int end, int n) {
    if (end - i > 2) {
      float[] p = l[a + u[i]];
      float[] q = l[b + v[i]];
      set(p, q, l[a + u[i + 1]], l[b + v[i + 1]], l[a + u[i + 2]], l[b + v[i + 2]], y, n);
      return i + 3;
    }
    Arrays.fill(y, 0, n, 0);
    return i;
  }

  private static void set(
      float[] a, float[] p, float[] b, float[] q, float[] c, float[] r, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = fma(c[i], r[i], fma(b[i], q[i], a[i] * p[i]));
    }
  }

  private static void add(
      float[] a, float[] p, float[] b, float[] q, float[] c, float[] r, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = fma(c[i], r[i], fma(b[i], q[i], fma(a[i], p[i], y[i])));
    }
  }

  private static void add(float[] a, float[] p, float[] b, float[] q, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = fma(b[i], q[i], fma(a[i], p[i], y[i]));
    }
  }

  private static void add(float[] a, float[] p, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = fma(a[i], p[i], y[i]);
    }
  }
}

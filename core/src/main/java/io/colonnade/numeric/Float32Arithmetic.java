package io.colonnade.numeric;

import static io.colonnade.numeric.Fma.fma;

import io.colonnade.DataType;
import io.colonnade.blas.Blas;

final class Float32Arithmetic extends Arithmetic<float[]> {
  static final Float32Arithmetic INSTANCE = new Float32Arithmetic();

  /** Elements of a cache line. */
  private static final int LINE = 16;

  /** Keeps the compiler from dropping reads that have no other use; nobody reads it. */
  @SuppressWarnings("UnusedVariable")
  private static float touched;

  private Float32Arithmetic() {
    super(DataType.FLOAT32);
  }

  @Override
  public void copy(
      float[] src, int srcOffset, int srcStep, float[] dst, int dstOffset, int dstStep, int n) {
    if (srcStep == 1 && dstStep == 1) {
      System.arraycopy(src, srcOffset, dst, dstOffset, n);
    } else if (srcStep == 2 && dstStep == 1) {
      copyEverySecond(src, srcOffset, dst, dstOffset, n);
    } else {
      int from = srcOffset;
      int to = dstOffset;
      for (int i = 0; i < n; i++) {
        dst[to] = src[from];
        from += srcStep;
        to += dstStep;
      }
    }
  }

  /** A step that the compiler knows, so that it checks the array's bounds once. */
  private static void copyEverySecond(
      float[] src, int srcOffset, float[] dst, int dstOffset, int n) {
    for (int i = 0; i < n; i++) {
      dst[dstOffset + i] = src[srcOffset + 2 * i];
    }
  }

  @Override
  void transposeEight(
      float[] src, int a, int srcRow, float[] dst, int dstOffset, int dstRow, int n) {
    int b = a + srcRow;
    int c = b + srcRow;
    int d = c + srcRow;
    int e = d + srcRow;
    int f = e + srcRow;
    int g = f + srcRow;
    int h = g + srcRow;
    for (int i = 0; i < n; i++) {
      int to = dstOffset + i * dstRow;
      dst[to] = src[a + i];
      dst[to + 1] = src[b + i];
      dst[to + 2] = src[c + i];
      dst[to + 3] = src[d + i];
      dst[to + 4] = src[e + i];
      dst[to + 5] = src[f + i];
      dst[to + 6] = src[g + i];
      dst[to + 7] = src[h + i];
    }
  }

  @Override
  public void add(
      float[] src, int srcOffset, int srcStep, float[] dst, int dstOffset, int dstStep, int n) {
    if (srcStep == 1 && dstStep == 1) {
      addRun(src, srcOffset, dst, dstOffset, n);
    } else if (srcStep == 1 && dstStep == 2) {
      addToEverySecond(src, srcOffset, dst, dstOffset, n);
    } else {
      for (int i = 0; i < n; i++) {
        dst[dstOffset + i * dstStep] += src[srcOffset + i * srcStep];
      }
    }
  }

  private static void addRun(float[] src, int srcOffset, float[] dst, int dstOffset, int n) {
    for (int i = 0; i < n; i++) {
      dst[dstOffset + i] += src[srcOffset + i];
    }
  }

  private static void addToEverySecond(
      float[] src, int srcOffset, float[] dst, int dstOffset, int n) {
    for (int i = 0; i < n; i++) {
      dst[dstOffset + 2 * i] += src[srcOffset + i];
    }
  }

  @Override
  public void touch(float[] a, int offset, int n) {
    float sum = 0;
    for (int i = offset; i < offset + n; i += LINE) {
      sum += a[i];
    }
    touched = sum;
  }

  @Override
  public void zero(float[] dst, int offset, int n) {
    fill(dst, offset, n, 0);
  }

  @Override
  public void zeroEvery(float[] dst, int offset, int step, int n) {
    for (int i = 0; i < n; i++) {
      dst[offset + i * step] = 0;
    }
  }

  @Override
  void spread(float[] values, int index, boolean accumulate, float[] dst, int offset, int n) {
    float value = values[index];
    if (accumulate) {
      for (int i = offset; i < offset + n; i++) {
        dst[i] += value;
      }
    } else {
      fill(dst, offset, n, value);
    }
  }

  private static void fill(float[] dst, int offset, int n, float value) {
    if (n < LONG) {
      for (int i = offset; i < offset + n; i++) {
        dst[i] = value;
      }
      return;
    }
    for (int i = offset; i < offset + n; i++) {
      dst[i] = value;
    }
  }

  @Override
  void clamp(float[] dst, int offset, int n, double lower, double upper) {
    float low = (float) lower;
    float high = (float) upper;
    for (int i = offset; i < offset + n; i++) {
      dst[i] = Math.min(Math.max(dst[i], low), high);
    }
  }

  @Override
  void leak(float[] dst, int offset, int n, double slope) {
    float factor = (float) slope;
    for (int i = offset; i < offset + n; i++) {
      dst[i] = Math.max(dst[i], factor * dst[i]);
    }
  }

  @Override
  public void addDots(
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bRow,
      int rows,
      int n,
      float[] sums,
      int first,
      int step) {
    int j = 0;
    for (; j < rows - 2; j += 3) {
      addThreeDots(a, aOffset, b, bOffset + j * bRow, bRow, n, sums, first + j * step, step);
    }
    for (; j < rows; j++) {
      sums[first + j * step] += dot(a, aOffset, b, bOffset + j * bRow, n);
    }
  }

  /** Three dot products, so that a is read once. */
  private static void addThreeDots(
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int bRow,
      int n,
      float[] sums,
      int first,
      int step) {
    int second = bOffset + bRow;
    int third = second + bRow;
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float t0 = 0;
    float t1 = 0;
    float t2 = 0;
    int i = 0;
    for (; i < n - 1; i += 2) {
      float u = a[aOffset + i];
      float v = a[aOffset + i + 1];
      s0 = fma(u, b[bOffset + i], s0);
      t0 = fma(v, b[bOffset + i + 1], t0);
      s1 = fma(u, b[second + i], s1);
      t1 = fma(v, b[second + i + 1], t1);
      s2 = fma(u, b[third + i], s2);
      t2 = fma(v, b[third + i + 1], t2);
    }
    if (i < n) {
      float u = a[aOffset + i];
      s0 = fma(u, b[bOffset + i], s0);
      s1 = fma(u, b[second + i], s1);
      s2 = fma(u, b[third + i], s2);
    }
    sums[first] += s0 + t0;
    sums[first + step] += s1 + t1;
    sums[first + 2 * step] += s2 + t2;
  }

  private static float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i < n - 3; i += 4) {
      s0 += a[aOffset + i] * b[bOffset + i];
      s1 += a[aOffset + i + 1] * b[bOffset + i + 1];
      s2 += a[aOffset + i + 2] * b[bOffset + i + 2];
      s3 += a[aOffset + i + 3] * b[bOffset + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[aOffset + i] * b[bOffset + i];
    }
    return s0 + s1 + (s2 + s3);
  }

  @Override
  double sum(float[] src, int offset, int step, int n) {
    double even = 0;
    double odd = 0;
    int i = 0;
    for (; i < n - 1; i += 2) {
      even += src[offset + i * step];
      odd += src[offset + (i + 1) * step];
    }
    return even + odd + (i < n ? src[offset + i * step] : 0);
  }

  @Override
  public void gemm(
      Blas blas,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      boolean accumulate,
      float[] c,
      int cOffset,
      int ldc) {
    blas.gemm(
        transposeA,
        transposeB,
        m,
        n,
        k,
        a,
        aOffset,
        lda,
        b,
        bOffset,
        ldb,
        accumulate,
        c,
        cOffset,
        ldc);
  }

  @Override
  int lineStart(Blas blas, float[] array) {
    return blas.lineStart(array);
  }
}

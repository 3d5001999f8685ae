package io.colonnade.numeric;

import io.colonnade.DataType;
import io.colonnade.blas.Blas;
import java.util.Arrays;

final class Float32Arithmetic extends Arithmetic<float[]> {
  static final Float32Arithmetic INSTANCE = new Float32Arithmetic();

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
  public void zero(float[] dst, int offset, int n) {
    Arrays.fill(dst, offset, offset + n, 0f);
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
      Arrays.fill(dst, offset, offset + n, value);
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
}

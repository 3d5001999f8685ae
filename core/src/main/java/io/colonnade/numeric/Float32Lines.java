package io.colonnade.numeric;

final class Float32Lines implements LineArithmetic<float[]> {
  static final Float32Lines INSTANCE = new Float32Lines();

  private Float32Lines() {}

  @Override
  public void combine(float[] a, double p, float[] y, int n) {
    float u = (float) p;
    for (int i = 0; i < n; i++) {
      y[i] = u * a[i];
    }
  }

  @Override
  public void combine(float[] a, double p, float[] b, double q, float[] y, int n) {
    float u = (float) p;
    float v = (float) q;
    for (int i = 0; i < n; i++) {
      y[i] = u * a[i] + v * b[i];
    }
  }

  @Override
  public void combine(
      float[] a, double p, float[] b, double q, float[] c, double r, float[] y, int n) {
    float u = (float) p;
    float v = (float) q;
    float w = (float) r;
    for (int i = 0; i < n; i++) {
      y[i] = u * a[i] + v * b[i] + w * c[i];
    }
  }

  @Override
  public void butterfly(float[] a, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      float sum = a[i] + b[i];
      b[i] = a[i] - b[i];
      a[i] = sum;
    }
  }

  /** Steps that the compiler knows, so that it checks the array's bounds once. */
  @Override
  public void pick(float[] src, int srcOffset, int step, float[] dst, int n) {
    if (step == 4) {
      for (int i = 0; i < n; i++) {
        dst[i] = src[srcOffset + 4 * i];
      }
    } else if (step == 2) {
      for (int i = 0; i < n; i++) {
        dst[i] = src[srcOffset + 2 * i];
      }
    } else if (step == 8) {
      for (int i = 0; i < n; i++) {
        dst[i] = src[srcOffset + 8 * i];
      }
    } else if (step == 9) {
      for (int i = 0; i < n; i++) {
        dst[i] = src[srcOffset + 9 * i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        dst[i] = src[srcOffset + step * i];
      }
    }
  }

  @Override
  public void place(float[] src, float[] dst, int dstOffset, int step, int n) {
    if (step == 4) {
      for (int i = 0; i < n; i++) {
        dst[dstOffset + 4 * i] = src[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        dst[dstOffset + 2 * i] = src[i];
      }
    }
  }
}

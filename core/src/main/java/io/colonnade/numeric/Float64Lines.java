package io.colonnade.numeric;

final class Float64Lines implements LineArithmetic<double[]> {
  static final Float64Lines INSTANCE = new Float64Lines();

  private Float64Lines() {}

  @Override
  public void combine(double[] a, double p, double[] y, int n) {
    double u = p;
    for (int i = 0; i < n; i++) {
      y[i] = u * a[i];
    }
  }

  @Override
  public void combine(double[] a, double p, double[] b, double q, double[] y, int n) {
    double u = p;
    double v = q;
    for (int i = 0; i < n; i++) {
      y[i] = u * a[i] + v * b[i];
    }
  }

  @Override
  public void combine(
      double[] a, double p, double[] b, double q, double[] c, double r, double[] y, int n) {
    double u = p;
    double v = q;
    double w = r;
    for (int i = 0; i < n; i++) {
      y[i] = u * a[i] + v * b[i] + w * c[i];
    }
  }

  @Override
  public void butterfly(double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      double sum = a[i] + b[i];
      b[i] = a[i] - b[i];
      a[i] = sum;
    }
  }

  /** Steps that the compiler knows, so that it checks the array's bounds once. */
  @Override
  public void pick(double[] src, int srcOffset, int step, double[] dst, int n) {
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
  public void place(double[] src, double[] dst, int dstOffset, int step, int n) {
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

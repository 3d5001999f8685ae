package io.colonnade.contract;

import java.util.function.UnaryOperator;

/**
 * The gradient of a loss by central differences, to hold an analytic one against.
 *
 * <p>As in the assignments of Stanford's CS231n: the loss is ⟨f(x), dy⟩, so that its gradient is
 * that which f's backward pass makes of dy.
 */
public final class NumericalGradient {
  /** The usual step. */
  public static final double STEP = 1e-5;

  private static final double SMALLEST_SCALE = 1e-8;

  private NumericalGradient() {}

  /**
   * {@code Σ_j (f_j(x + h·e_i) − f_j(x − h·e_i)) / 2h · dy_j} for each i.
   *
   * @param f the function; returns as many values as dy has
   * @param x where; changed while f runs, as it was afterwards
   * @param dy the gradient of the loss with respect to f's value
   * @param step h, greater than 0
   * @return a new array as long as x
   * @throws IllegalArgumentException if the step is not positive, or f returns another number of
   *     values
   */
  public static double[] of(UnaryOperator<double[]> f, double[] x, double[] dy, double step) {
    if (!(step > 0)) {
      throw new IllegalArgumentException("step=" + step + ": must be positive");
    }
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double value = x[i];
      x[i] = value + step;
      double[] above = f.apply(x).clone();
      x[i] = value - step;
      double[] below = f.apply(x);
      x[i] = value;
      checkLength(above, dy);
      checkLength(below, dy);
      double sum = 0;
      for (int j = 0; j < dy.length; j++) {
        sum += (above[j] - below[j]) * dy[j];
      }
      gradient[i] = sum / (2 * step);
    }
    return gradient;
  }

  /**
   * {@code max |a − b| / max(1e-8, |a| + |b|)}, element by element; NaN if any element is.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double relativeError(double[] a, double[] b) {
    checkLength(a, b);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      double scale = Math.max(SMALLEST_SCALE, Math.abs(a[i]) + Math.abs(b[i]));
      largest = Math.max(largest, Math.abs(a[i] - b[i]) / scale);
    }
    return largest;
  }

  private static void checkLength(double[] got, double[] want) {
    if (got.length != want.length) {
      throw new IllegalArgumentException(
          "length=%d: must be %d".formatted(got.length, want.length));
    }
  }
}

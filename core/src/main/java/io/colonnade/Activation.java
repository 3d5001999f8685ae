package io.colonnade;

import io.colonnade.arguments.Ranges;
import java.util.Objects;

/**
 * What a forward pass may do to each result while it is still in the cache: {@code y = min(max(z,
 * lower), upper)} if slope is 1, {@code y = max(z, slope·z)} otherwise, where z is the convolution
 * with its bias. A NaN stays a NaN.
 *
 * @param slope the factor of negative values, 1 or less and more than 0
 * @param lower the least value, −∞ for none
 * @param upper the greatest value, +∞ for none
 */
public record Activation(double slope, double lower, double upper) {

  /** The identity. */
  public static final Activation NONE = clamp(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** {@code max(z, 0)}. */
  public static final Activation RELU = clamp(0, Double.POSITIVE_INFINITY);

  /** Checks the values. */
  public Activation {
    if (!(slope > 0 && slope <= 1)) {
      throw new IllegalArgumentException("slope=" + slope + ": must be more than 0 and at most 1");
    }
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "lower=%s, upper=%s: lower must not exceed upper".formatted(lower, upper));
    }
    if (slope != 1 && (lower != Double.NEGATIVE_INFINITY || upper != Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "slope=%s, lower=%s, upper=%s: a slope goes without bounds"
              .formatted(slope, lower, upper));
    }
  }

  /** {@code max(z, slope·z)}, with a slope between 0 and 1. */
  public static Activation leakyRelu(double slope) {
    return new Activation(slope, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** {@code min(max(z, lower), upper)}. */
  public static Activation clamp(double lower, double upper) {
    return new Activation(1, lower, upper);
  }

  /** Whether this is {@link #NONE}. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** The value at {@code z}. */
  public double apply(double z) {
    return slope == 1 ? Math.min(Math.max(z, lower), upper) : Math.max(z, slope * z);
  }

  /**
   * The derivative at the z whose value is {@code y}: 1, slope where y is not positive, 0 where a
   * bound holds it; at a bound itself 0.
   */
  public double derivative(double y) {
    if (slope != 1) {
      return y > 0 ? 1 : slope;
    }
    boolean held =
        (y <= lower && lower != Double.NEGATIVE_INFINITY)
            || (y >= upper && upper != Double.POSITIVE_INFINITY);
    return held ? 0 : 1;
  }

  /**
   * The gradient with respect to z: {@code dz[i] = derivative(y[i])·dy[i]}, what the backward
   * passes take as dY after a forward pass with this activation. The bounds are compared as they
   * were stored, rounded to the element type.
   *
   * @param y the results of the forward pass, {@code size} elements from {@code yOffset} on
   * @param dy the gradient with respect to them
   * @param dz overwritten; may be the very range of dy, and must not overlap otherwise
   * @throws IllegalArgumentException if an array is too short, or dz overlaps an input
   */
  public <A> void backward(
      DataType<A> type, A y, int yOffset, A dy, int dyOffset, A dz, int dzOffset, int size) {
    check("y", type, y, yOffset, size);
    check("dy", type, dy, dyOffset, size);
    check("dz", type, dz, dzOffset, size);
    Ranges.checkDisjoint("y", y, yOffset, size, "dz", dz, dzOffset, size);
    if (dy != dz || dyOffset != dzOffset) {
      Ranges.checkDisjoint("dy", dy, dyOffset, size, "dz", dz, dzOffset, size);
    }
    Activation stored = slope == 1 ? clamp(type.round(lower), type.round(upper)) : this;
    for (int i = 0; i < size; i++) {
      double derivative = stored.derivative(type.get(y, yOffset + i));
      type.set(dz, dzOffset + i, derivative * type.get(dy, dyOffset + i));
    }
  }

  private <A> void check(String name, DataType<A> type, A array, int offset, int size) {
    if (size < 0) {
      throw new IllegalArgumentException("size=" + size + ": must not be negative");
    }
    Ranges.check(name, type.length(Objects.requireNonNull(array, name)), offset, size, this);
  }
}

package io.colonnade.geometry;

import java.util.List;

/** Checks of sizes, worded alike everywhere: name=value and the rule that was broken. */
final class Sizes {
  private Sizes() {}

  static long positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + "=" + value + ": must be at least 1");
    }
    return value;
  }

  static long notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + "=" + value + ": must not be negative");
    }
    return value;
  }

  /** The product of all factors, or an error that names it where it does not fit a {@code long}. */
  static long product(String name, long... factors) {
    long product = 1;
    try {
      for (long factor : factors) {
        product = Math.multiplyExact(product, factor);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          name + "=" + List.of(box(factors)) + ": the product must not exceed " + Long.MAX_VALUE,
          e);
    }
    return product;
  }

  /** The sum of all terms, or an error that names it where it does not fit a {@code long}. */
  static long sum(String name, long... terms) {
    long sum = 0;
    try {
      for (long term : terms) {
        sum = Math.addExact(sum, term);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          name + "=" + List.of(box(terms)) + ": the sum must not exceed " + Long.MAX_VALUE, e);
    }
    return sum;
  }

  private static Long[] box(long[] values) {
    Long[] boxed = new Long[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }
}

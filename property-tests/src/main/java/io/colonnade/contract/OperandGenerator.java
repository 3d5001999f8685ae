package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Pass;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Random tensors for one problem. */
final class OperandGenerator {
  /** Sums of absolute values of products below this are exact in float32, and so in float64. */
  private static final long EXACT = 1L << 24;

  /**
   * How many times larger than m a combination of two operands may be, see {@link
   * LinearityProperties}.
   */
  private static final long HEADROOM = 4;

  private static final long LARGEST = 64;

  private OperandGenerator() {}

  /**
   * Integers in [−m, m], with m so small that every sum of any pass is exact: terms · m · 4m &lt;
   * 2²⁴.
   *
   * @throws IllegalArgumentException if the sums of the problem are too long even for m = 1
   */
  static <A> Operands<A> integers(
      TestedOperator operator, DataType<A> type, SplittableRandom random) {
    int m = (int) Math.min(LARGEST, magnitude(operator));
    return fill(operator, type, () -> random.nextInt(-m, m + 1));
  }

  /** Reals in [−1, 1), uniformly. */
  static <A> Operands<A> reals(TestedOperator operator, DataType<A> type, SplittableRandom random) {
    return fill(operator, type, () -> random.nextDouble(-1, 1));
  }

  private static long magnitude(TestedOperator operator) {
    long terms = Arrays.stream(Pass.values()).mapToLong(operator::terms).max().orElseThrow();
    long m = (long) Math.sqrt((double) (EXACT - 1) / (HEADROOM * (terms + 1)));
    if (m < 1) {
      throw new IllegalArgumentException(
          "problem=%s: sums of %d terms are too long to be exact in float32"
              .formatted(operator, terms));
    }
    return m;
  }

  private static <A> Operands<A> fill(
      TestedOperator operator, DataType<A> type, DoubleSupplier values) {
    Map<Operand, Slice<A>> slices = new EnumMap<>(Operand.class);
    for (Operand operand : Operand.values()) {
      A array = type.newArray(operator.size(operand));
      for (int i = 0; i < type.length(array); i++) {
        type.set(array, i, values.getAsDouble());
      }
      slices.put(operand, Slice.of(array));
    }
    return new Operands<>(slices);
  }
}

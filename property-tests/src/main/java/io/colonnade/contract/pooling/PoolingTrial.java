package io.colonnade.contract.pooling;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One implementation on one problem and element type, with what properties share.
 *
 * @param subject the implementation under test
 * @param problem the problem
 * @param type the element type
 * @param numbering how switches are numbered
 * @param seed the seed of the tensors
 * @param <A> the array type
 */
record PoolingTrial<A>(
    PoolingSubject subject,
    PoolingProblem problem,
    DataType<A> type,
    SwitchNumbering numbering,
    long seed) {
  private static final LoopedPooling LOOPS = new LoopedPooling();
  private static final double[] SPECIAL = {
    Double.NaN,
    Double.NEGATIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.POSITIVE_INFINITY,
    -0.0,
    0.0,
    -1,
    1,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE
  };

  /** Maxima and switches. */
  static final class Maxima<A> {
    private final A y;
    private final int[] switches;

    private Maxima(A y, int[] switches) {
      this.y = y;
      this.switches = switches;
    }

    A y() {
      return y;
    }

    int[] switches() {
      return switches;
    }
  }

  PoolingSubject loops() {
    return LOOPS;
  }

  int xSize() {
    return Math.toIntExact(problem.xSize());
  }

  int ySize() {
    return Math.toIntExact(problem.ySize());
  }

  /** Few different integers, so that many windows have ties. */
  A integers(int size) {
    SplittableRandom random = random(size);
    return fill(size, () -> random.nextInt(-4, 5) + 0.0);
  }

  /** Reals between −1 and 1. */
  A reals(int size) {
    SplittableRandom random = random(size);
    return fill(size, () -> random.nextDouble(-1, 1));
  }

  /** NaN, infinities, zeros of both signs, and the smallest and the largest numbers. */
  A specials(int size) {
    SplittableRandom random = random(size);
    return fill(size, () -> SPECIAL[random.nextInt(SPECIAL.length)]);
  }

  /** Different numbers, no two closer than 1, in random order. */
  A distinct(int size) {
    SplittableRandom random = random(size);
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      values[i] = values[j];
      values[j] = i;
    }
    int[] next = {0};
    return fill(size, () -> values[next[0]++]);
  }

  private SplittableRandom random(int size) {
    return new SplittableRandom(seed ^ size);
  }

  A fill(int size, DoubleSupplier values) {
    A array = type.newArray(size);
    for (int i = 0; i < size; i++) {
      type.set(array, i, values.getAsDouble());
    }
    return array;
  }

  /** An array full of NaN, for results that must overwrite it. */
  A poisoned(int size) {
    return fill(size, () -> Double.NaN);
  }

  /** Runs max pooling of {@code implementation} into poisoned arrays. */
  Maxima<A> max(PoolingSubject implementation, A x) {
    A y = poisoned(ySize());
    int[] switches = new int[ySize()];
    Arrays.fill(switches, Integer.MIN_VALUE);
    implementation.max(problem, type, numbering, x, y, switches);
    return new Maxima<>(y, switches);
  }

  double[] widen(A array) {
    double[] values = new double[type.length(array)];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.get(array, i);
    }
    return values;
  }

  /** Fails unless both are the same numbers; zeros of different sign are not. */
  void requireSame(String tensor, A got, A want) {
    requireWithin(tensor, widen(got), widen(want), null);
  }

  /** Fails unless the values are equal or no further apart than allowed. */
  void requireWithin(String tensor, double[] got, double[] want, double @Nullable [] allowed) {
    for (int i = 0; i < want.length; i++) {
      boolean near = allowed != null && Math.abs(got[i] - want[i]) <= allowed[i];
      if (Double.compare(got[i], want[i]) != 0 && !near) {
        throw new PoolingMismatch(
            "%s[%d]: got %s, want %s%s"
                .formatted(tensor, i, got[i], want[i], allowed == null ? "" : " ± " + allowed[i]));
      }
    }
  }

  void requireSame(String name, int[] got, int[] want) {
    for (int i = 0; i < want.length; i++) {
      if (got[i] != want[i]) {
        throw new PoolingMismatch("%s[%d]: got %d, want %d".formatted(name, i, got[i], want[i]));
      }
    }
  }

  /** Unit roundoff of the type. */
  double unitRoundoff() {
    return type == DataType.FLOAT32 ? 0x1p-24 : 0x1p-53;
  }
}

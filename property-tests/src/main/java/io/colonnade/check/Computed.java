package io.colonnade.check;

import io.colonnade.DataType;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/** An output as the operator under test computed it, row-major. */
final class Computed {
  private final String slot;
  private final long[] shape;
  private final IntToDoubleFunction values;

  private Computed(String slot, long[] shape, IntToDoubleFunction values) {
    this.slot = slot;
    this.shape = shape.clone();
    this.values = values;
  }

  /**
   * What {@code computation} writes into an array of NaN, which therefore shows an element that it
   * leaves out.
   */
  static <A> Computed by(String slot, long[] shape, DataType<A> type, Consumer<A> computation) {
    int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    A array = type.newArray(size);
    for (int i = 0; i < size; i++) {
      type.set(array, i, Double.NaN);
    }
    computation.accept(array);
    return new Computed(slot, shape, i -> type.get(array, i));
  }

  /** The given integers. */
  static Computed of(String slot, long[] shape, int[] values) {
    return new Computed(slot, shape, i -> values[i]);
  }

  /** The operator's name for this output. */
  String slot() {
    return slot;
  }

  long[] shape() {
    return shape.clone();
  }

  double value(int index) {
    return values.applyAsDouble(index);
  }
}

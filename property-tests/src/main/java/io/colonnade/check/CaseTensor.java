package io.colonnade.check;

import io.colonnade.DataType;
import java.util.Arrays;

/** A tensor of a case: what it is for, its shape and its values, row-major. */
final class CaseTensor {
  private final String slot;
  private final ElementType type;
  private final long[] shape;
  private final double[] values;

  CaseTensor(String slot, ElementType type, long[] shape, double[] values) {
    this.slot = slot;
    this.type = type;
    this.shape = shape.clone();
    this.values = values.clone();
  }

  /** The operator's name for this tensor. */
  String slot() {
    return slot;
  }

  ElementType type() {
    return type;
  }

  long[] shape() {
    return shape.clone();
  }

  /** The sizes behind the first two axes. */
  long[] spatialShape() {
    return Arrays.copyOfRange(shape, 2, shape.length);
  }

  int size() {
    return values.length;
  }

  double value(int index) {
    return values[index];
  }

  /** This tensor, if its shape is {@code expected}; else an error. */
  CaseTensor withShape(long... expected) {
    if (!Arrays.equals(shape, expected)) {
      throw new IllegalArgumentException(
          "%s: shape=%s: must be %s"
              .formatted(slot, Arrays.toString(shape), Arrays.toString(expected)));
    }
    return this;
  }

  /** This tensor, if it has {@code axes} axes; else an error. */
  CaseTensor withRank(int axes) {
    if (shape.length != axes) {
      throw new IllegalArgumentException(
          "%s: shape=%s: must have %d axes".formatted(slot, Arrays.toString(shape), axes));
    }
    return this;
  }

  /** The values, which must be of {@code int64}. */
  long[] toLongs() {
    if (type != ElementType.INT64) {
      throw new IllegalArgumentException("%s: dtype=%s: must be int64".formatted(slot, type));
    }
    return Arrays.stream(values).mapToLong(value -> (long) value).toArray();
  }

  /** The values, which must be of {@code int64} and fit an {@code int}. */
  int[] toInts() {
    return Arrays.stream(toLongs()).mapToInt(this::toInt).toArray();
  }

  private int toInt(long value) {
    if (value != (int) value) {
      throw new IllegalArgumentException("%s: value=%d: must fit an int".formatted(slot, value));
    }
    return (int) value;
  }

  /** The values in a new array of {@code arrayType}. */
  <A> A toArray(DataType<A> arrayType) {
    A array = arrayType.newArray(values.length);
    for (int i = 0; i < values.length; i++) {
      arrayType.set(array, i, values[i]);
    }
    return array;
  }
}

package io.colonnade.reference;

import io.colonnade.DataType;

/**
 * A tensor in an array, from an offset on, read and written in double precision.
 *
 * @param type the element type
 * @param array the array
 * @param offset where in the array element 0 lies
 * @param <A> the array type
 */
record Tensor<A>(DataType<A> type, A array, int offset) {

  double get(long index) {
    return type.get(array, Math.toIntExact(offset + index));
  }

  void put(long index, double value, boolean accumulate) {
    type.set(array, Math.toIntExact(offset + index), accumulate ? get(index) + value : value);
  }
}

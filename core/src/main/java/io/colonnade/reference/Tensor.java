package io.colonnade.reference;

import io.colonnade.DataType;
import io.colonnade.geometry.PlaneStrides;

/**
 * A tensor, or a plane of one, in an array; read and written in double precision.
 *
 * @param type the element type
 * @param array the array
 * @param offset where in the array element 0 lies
 * @param stride how far from each other its elements lie
 * @param <A> the array type
 */
record Tensor<A>(DataType<A> type, A array, long offset, long stride) {

  Tensor(DataType<A> type, A array, int offset) {
    this(type, array, offset, 1);
  }

  /** One plane of this tensor. */
  Tensor<A> plane(PlaneStrides strides, long outer, long inner) {
    return new Tensor<>(type, array, offset + strides.index(outer, inner, 0), strides.place());
  }

  double get(long index) {
    return type.get(array, position(index));
  }

  void put(long index, double value, boolean accumulate) {
    type.set(array, position(index), accumulate ? get(index) + value : value);
  }

  private int position(long index) {
    return Math.toIntExact(offset + index * stride);
  }
}

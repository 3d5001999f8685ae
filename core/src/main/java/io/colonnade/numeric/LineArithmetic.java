package io.colonnade.numeric;

import io.colonnade.DataType;

/**
 * Linear combinations of lines: arrays of their own, all indexed alike from 0 on, since the
 * compiler vectorises loops over several arrays only then. Arguments are trusted.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface LineArithmetic<A> {

  /** The arithmetic of {@code type}. */
  @SuppressWarnings("unchecked") // the array type follows from the data type
  static <A> LineArithmetic<A> of(DataType<A> type) {
    return (LineArithmetic<A>)
        (type == DataType.FLOAT32 ? Float32Lines.INSTANCE : Float64Lines.INSTANCE);
  }

  /** {@code y = p·a}, for the first {@code n} elements. */
  void combine(A a, double p, A y, int n);

  /** {@code y = p·a + q·b}, for the first {@code n} elements. */
  void combine(A a, double p, A b, double q, A y, int n);

  /** {@code y = p·a + q·b + r·c}, for the first {@code n} elements. */
  void combine(A a, double p, A b, double q, A c, double r, A y, int n);

  /** {@code a, b = a + b, a − b}, for the first {@code n} elements. */
  void butterfly(A a, A b, int n);

  /**
   * {@code dst[i] = src[srcOffset + i·step]}, for i below {@code n}; a step of 2, 4, 8 or 9 is the
   * fastest.
   */
  void pick(A src, int srcOffset, int step, A dst, int n);

  /** {@code dst[dstOffset + i·step] = src[i]}, for i below {@code n}; the step is 2 or 4. */
  void place(A src, A dst, int dstOffset, int step, int n);
}

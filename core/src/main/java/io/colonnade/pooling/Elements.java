package io.colonnade.pooling;

import io.colonnade.DataType;

/**
 * The loops over elements of one type; short, so that the compiler can turn them into vector
 * instructions.
 *
 * @param <A> the array of elements
 */
abstract class Elements<A> {

  /** The loops for the arrays of {@code type}. */
  @SuppressWarnings("unchecked")
  static <A> Elements<A> of(DataType<A> type) {
    return (Elements<A>) (type == DataType.FLOAT32 ? new FloatElements() : new DoubleElements());
  }

  /** {@code sums[i] = a[i] + b[i]}. */
  abstract void add(A a, A b, A sums, int count);

  /** {@code greatest[i] = max(a[i], b[i])}. */
  abstract void max(A a, A b, A greatest, int count);

  /** Sets the elements {@code [from, to)}. */
  abstract void fill(A elements, int from, int to, double value);

  /** {@code y[from + i] /= divisor}. */
  abstract void divide(A y, int from, int count, double divisor);

  /** {@code y[places[i]] = x[at + i]}. */
  abstract void scatter(A x, int at, int[] places, A y, int offset, int count);

  /** {@code y[places[i]] += x[at + i]}. */
  abstract void scatterAdd(A x, int at, int[] places, A y, int offset, int count);

  /** {@code y[at + i] = x[places[i]]}. */
  abstract void gather(A x, int offset, int[] places, A y, int at, int count);

  /** {@code y[at + i] += x[places[i]]}. */
  abstract void gatherAdd(A x, int offset, int[] places, A y, int at, int count);
}

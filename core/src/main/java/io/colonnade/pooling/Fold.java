package io.colonnade.pooling;

/**
 * How the elements of a window become one value.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface Fold<A> {

  /** Sets {@code folded[i]} to what {@code a[i]} and {@code b[i]} give; it may be one of them. */
  void fold(A a, A b, A folded, int count);

  /** Sets elements to what changes no value that they are folded with. */
  void pad(A elements, int from, int count);

  /** Turns the folded windows of the band at which {@code walk} stands into values. */
  void finish(A folded, BandWalk walk);
}

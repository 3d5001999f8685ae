package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;

/** The sum of a window, divided by the number of its cells. */
final class Mean<A> implements Fold<A> {
  private final Arithmetic<A> arithmetic;
  private final Elements<A> elements;
  private final Divisors divisors;

  Mean(DataType<A> type, Divisors divisors) {
    this.arithmetic = Arithmetic.of(type);
    this.elements = Elements.of(type);
    this.divisors = divisors;
  }

  @Override
  public void fold(A a, A b, A folded, int count) {
    elements.add(a, b, folded, count);
  }

  @Override
  public void pad(A buffer, int from, int count) {
    arithmetic.zero(buffer, from, count);
  }

  @Override
  public void finish(A folded, BandWalk walk) {
    divisors.divide(elements, folded, walk);
  }
}

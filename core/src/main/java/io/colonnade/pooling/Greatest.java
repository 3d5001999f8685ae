package io.colonnade.pooling;

import io.colonnade.DataType;

/** The greatest element of a window, by {@link Math#max}: NaN if there is one, +0 above −0. */
final class Greatest<A> implements Fold<A> {
  private final Elements<A> elements;

  Greatest(DataType<A> type) {
    this.elements = Elements.of(type);
  }

  @Override
  public void fold(A a, A b, A folded, int count) {
    elements.max(a, b, folded, count);
  }

  @Override
  public void pad(A buffer, int from, int count) {
    elements.fill(buffer, from, from + count, Double.NEGATIVE_INFINITY);
  }

  @Override
  public void finish(A folded, BandWalk walk) {}
}

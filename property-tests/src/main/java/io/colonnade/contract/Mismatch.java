package io.colonnade.contract;

import org.jspecify.annotations.Nullable;

/** A property does not hold; {@link ConvolutionContract} adds which, for whom and on what. */
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Difference difference;

  Mismatch(String detail) {
    super(detail);
    this.difference = null;
  }

  Mismatch(String context, Difference difference) {
    super(context + ": " + difference);
    this.difference = difference;
  }

  @Nullable Difference difference() {
    return difference;
  }
}

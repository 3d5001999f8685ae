package io.colonnade.contract;

/** A property cannot be tried on this problem. */
final class Inapplicable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Inapplicable(String reason) {
    super(reason);
  }
}

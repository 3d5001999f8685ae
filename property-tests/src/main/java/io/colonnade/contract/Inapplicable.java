package io.colonnade.contract;

/** A property cannot be tried on this problem, or not on this backend. */
final class Inapplicable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Inapplicable(String reason) {
    super(reason);
  }
}

package io.colonnade.contract.pooling;

/** A property does not hold. */
public final class PoolingMismatch extends RuntimeException {
  private static final long serialVersionUID = 1;

  PoolingMismatch(String detail) {
    super(detail);
  }

  PoolingMismatch(String detail, Throwable cause) {
    super(detail, cause);
  }
}

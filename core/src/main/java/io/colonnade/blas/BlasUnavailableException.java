package io.colonnade.blas;

import java.io.Serial;

/** A BLAS provider that was asked for by name cannot be had; the cause says why. */
public final class BlasUnavailableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  BlasUnavailableException(String message) {
    super(message);
  }

  BlasUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}

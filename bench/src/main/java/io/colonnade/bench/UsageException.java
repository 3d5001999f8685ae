package io.colonnade.bench;

import java.io.Serial;

/** An option's value that cannot be used; the message is one line, for the user. */
final class UsageException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}

package io.colonnade;

import java.util.Objects;

/** What a pass does with what its output array holds. */
public enum WriteMode {
  /** The old content is neither read nor kept. */
  OVERWRITE,
  /** The whole result, bias included, is added to the old content. */
  ACCUMULATE;

  /** Whether {@code mode} adds to the old content; {@code null} is an error that names it. */
  public static boolean accumulates(WriteMode mode) {
    return Objects.requireNonNull(mode, "mode") == ACCUMULATE;
  }
}

package io.colonnade;

/** What a pass does with what its output array holds. */
public enum WriteMode {
  /** The old content is neither read nor kept. */
  OVERWRITE,
  /** The whole result, bias included, is added to the old content. */
  ACCUMULATE
}

package io.colonnade;

/**
 * Scratch memory for one call in flight, made by {@link ConvolutionPlan#newWorkspace()}.
 *
 * <p>It may be used for any plan of the same backend and data type that needs no more bytes, again
 * and again, by one thread at a time; a second call that finds it in use throws {@link
 * IllegalStateException}. A workspace holds no state between calls.
 */
public interface Workspace {

  /** Capacity in bytes. */
  long bytes();
}

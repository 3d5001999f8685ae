package io.colonnade.bench.peers;

import io.colonnade.Pass;

/**
 * A plan whose passes can also be run on tensors that lie in the library's own memory already,
 * which is the library at its best. A plan of a library that wants its memory back at once is
 * closed; otherwise that happens some time after the last reference to it is gone.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface NativePlan<A> extends AutoCloseable {

  /** Whether {@link #open} takes {@code filters} for {@code pass}. */
  boolean supports(Pass pass, Filters filters);

  /**
   * Allocates the tensors of {@code pass} and prepares to run it, on as many threads as the plan's
   * options say.
   *
   * @param bias whether a forward pass adds a bias; ignored for others
   * @throws IllegalArgumentException if the pass or the filters are not supported
   * @throws IllegalStateException if the library does not take the number of threads
   */
  NativePass<A> open(Pass pass, boolean bias, Filters filters);

  /** Frees the memory behind the plan's own methods, none of which may be called afterwards. */
  @Override
  void close();
}

package io.colonnade.bench.peers;

/**
 * One pass of one problem with its tensors in a library's own memory: load the operands once, run
 * as often as wanted, read the result. For one thread at a time; results are undefined until every
 * operand has been loaded.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public interface NativePass<A> extends AutoCloseable {

  /**
   * Copies an operand into the library's memory, and into the layout that {@link #run} takes it in.
   *
   * @param operand one of {@link Operand#inputs}
   * @param array holds the operand from {@code offset} on
   */
  void load(Operand operand, A array, int offset);

  /** Computes the result from what was loaded, in the library's memory; returns when it is done. */
  void run();

  /** Copies the result of the last {@link #run} into {@code array} from {@code offset} on. */
  void read(A array, int offset);

  /** What the library says it runs. */
  String algorithm();

  /** The threads that the library uses for a {@link #run} from the calling thread, as it says. */
  int threads();

  /** Frees the memory; nothing else may be called afterwards. */
  @Override
  void close();
}

package io.colonnade.numeric;

import io.colonnade.DataType;
import java.util.ArrayDeque;
import java.util.function.Function;

/**
 * Scratch that tasks borrow. It is made where none is free, and kept: as many pieces for each
 * element type as were ever in use at a time. Thread-safe.
 *
 * @param <T> the kind of scratch
 */
public final class Pool<T> {
  private final Function<DataType<?>, T> maker;
  private final ArrayDeque<T> floats = new ArrayDeque<>();
  private final ArrayDeque<T> doubles = new ArrayDeque<>();

  /** A pool of what {@code maker} makes for an element type. */
  public Pool(Function<DataType<?>, T> maker) {
    this.maker = maker;
  }

  /** Scratch that nobody else uses until it is {@linkplain #give given back}. */
  public T take(DataType<?> type) {
    T scratch;
    synchronized (this) {
      scratch = free(type).pollFirst();
    }
    return scratch == null ? maker.apply(type) : scratch;
  }

  /** Takes scratch of {@code type} back; the next to be taken, as it may be in the cache. */
  public synchronized void give(DataType<?> type, T scratch) {
    free(type).addFirst(scratch);
  }

  private ArrayDeque<T> free(DataType<?> type) {
    return type == DataType.FLOAT32 ? floats : doubles;
  }
}

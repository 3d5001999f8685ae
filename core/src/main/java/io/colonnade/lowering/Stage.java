package io.colonnade.lowering;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.numeric.Slots;
import java.util.ArrayDeque;

/**
 * An array for the planes of a {@link StagedPlanes}, and what they hold. A task takes one from a
 * pool and gives it back; the pool keeps as many as were ever in use at a time, of 24 KiB each for
 * float and twice that for double.
 *
 * @param <A> the array type
 */
final class Stage<A> {
  /** Elements: as many as leave room in an L1 cache for what is copied. */
  static final int CAPACITY = 6 << 10;

  /** Runs from which on two passes of vectors are faster than one without. */
  private static final int LONG = 32;

  private static final ArrayDeque<Stage<float[]>> FLOATS = new ArrayDeque<>();
  private static final ArrayDeque<Stage<double[]>> DOUBLES = new ArrayDeque<>();

  final A array;
  private final A one;

  /** The first output row, and how many there are. */
  int firstRow;

  int rows;

  /** The first output position of a row, and how many there are. */
  int firstColumn;

  int columns;

  /** Elements of a plane. */
  int plane;

  private Stage(DataType<A> type) {
    array = type.newArray(CAPACITY);
    one = type.newArray(1);
    type.set(one, 0, 1);
  }

  /** One that nobody else uses until it is {@linkplain #release released}. */
  static <A> Stage<A> take(DataType<A> type) {
    ArrayDeque<Stage<A>> pool = pool(type);
    synchronized (pool) {
      if (!pool.isEmpty()) {
        return pool.removeFirst();
      }
    }
    return new Stage<>(type);
  }

  /**
   * Adds a run to elements below {@link Slots#CAPACITY}; a long one by way of a place from which a
   * loop of vector instructions can.
   */
  void add(Arithmetic<A> arithmetic, A src, int from, int to, int n) {
    if (n < LONG) {
      arithmetic.add(src, from, 1, array, to, 1, n);
      return;
    }
    arithmetic.copy(src, from, 1, array, to + Slots.DISTANCE, 1, n);
    Slots.of(arithmetic.type()).addScaled(1, array, to, 0, 1, n, one, 0, 0, 0);
  }

  void release(DataType<A> type) {
    ArrayDeque<Stage<A>> pool = pool(type);
    synchronized (pool) {
      pool.addFirst(this);
    }
  }

  @SuppressWarnings("unchecked") // the array type follows from the data type
  private static <A> ArrayDeque<Stage<A>> pool(DataType<A> type) {
    return (ArrayDeque<Stage<A>>) (type == DataType.FLOAT32 ? (Object) FLOATS : DOUBLES);
  }
}

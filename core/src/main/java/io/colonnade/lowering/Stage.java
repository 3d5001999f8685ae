package io.colonnade.lowering;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.numeric.Pool;
import io.colonnade.numeric.Slots;

/**
 * An array for the planes of a {@link StagedPlanes}, and what they hold. A task takes one from a
 * pool and gives it back; it is 24 KiB for float and twice that for double.
 *
 * @param <A> the array type
 */
final class Stage<A> {
  /** Elements: as many as leave room in an L1 cache for what is copied. */
  static final int CAPACITY = 6 << 10;

  /** Runs from which on two passes of vectors are faster than one without. */
  private static final int LONG = 32;

  private static final Pool<Stage<?>> POOL = new Pool<>(Stage::new);

  final A array;
  private final DataType<A> type;
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
    this.type = type;
    array = type.newArray(CAPACITY);
    one = type.newArray(1);
    type.set(one, 0, 1);
  }

  /** One that nobody else uses until it is {@linkplain #release released}. */
  @SuppressWarnings("unchecked") // the array type follows from the data type
  static <A> Stage<A> take(DataType<A> type) {
    return (Stage<A>) POOL.take(type);
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
    Slots.of(type).addScaled(1, array, to, 0, 1, n, one, 0, 0, 0);
  }

  /** Gives it back. */
  void release() {
    POOL.give(type, this);
  }
}

package io.colonnade.pooling;

import io.colonnade.DataType;

/**
 * The loops of max pooling for one element type, over integers that are ordered as the elements
 * are.
 *
 * <p>The bits of an IEEE 754 number, its lower bits inverted where it is negative, are an integer
 * in the same order: −∞ … −0, +0 … +∞. All NaN become one key above +∞, and {@link #pad} sets a key
 * below −∞. The compiler turns integer loops that compare and select by masks into vector
 * instructions, which it does not do for comparisons of floating point numbers; the arrays of one
 * loop are indexed alike for the same reason.
 *
 * @param <A> the array of elements
 * @param <K> the array of keys, and of cell numbers
 */
abstract class Keys<A, K> {

  /** The loops for the arrays of {@code type}. */
  @SuppressWarnings("unchecked")
  static <A> Keys<A, ?> of(DataType<A> type) {
    return (Keys<A, ?>) (type == DataType.FLOAT32 ? new FloatKeys() : new DoubleKeys());
  }

  /** New keys, all 0. */
  abstract K newKeys(int length);

  /** {@code keys[to + i] = bits(x[at + i·step])}. */
  abstract void load(A x, int at, int step, K keys, int to, int count);

  /** Turns bits into keys. */
  abstract void order(K keys, int count);

  /** Sets keys below all others. */
  abstract void pad(K keys, int from, int to);

  /**
   * Where {@code others[i]} is greater than {@code best[i]}, replaces that, and {@code cells[i]} by
   * {@code otherCells[i] + distance}.
   */
  abstract void select(K best, K cells, K others, K otherCells, int distance, int count);

  /** Turns keys into bits. */
  abstract void restore(K keys, int count);

  /** {@code cells[i] += origins[i] + base}. */
  abstract void locate(K cells, K origins, int base, int count);

  /** {@code y[at + i·step] = } the element of the bits {@code keys[from + i]}. */
  abstract void store(K keys, int from, A y, int at, int step, int count);

  /** {@code switches[at + i·step] = cells[from + i]}. */
  abstract void storeCells(K cells, int from, int[] switches, int at, int step, int count);

  /** Cell numbers as keys. */
  abstract K cells(int[] cells);
}

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

  /** {@code keys[to + r·toRow + i] = bits(x[at + r·rowStep + i·step])}. */
  final void load(
      A x, int at, int rowStep, int step, K keys, int to, int toRow, int rows, int count) {
    for (int row = 0; row < rows; row++) {
      load(x, at + row * rowStep, step, keys, to + row * toRow, count);
    }
  }

  abstract void load(A x, int at, int step, K keys, int to, int count);

  /** Turns bits into keys. */
  abstract void order(K keys, int count);

  /** Sets keys below all others. */
  abstract void pad(K keys, int from, int to);

  /** {@code cells[i] = 0}. */
  abstract void clear(K cells, int count);

  /**
   * {@code keys[i] = max(a[i], b[i])}, and {@code cells[i] = distance} where it is b's alone, else
   * 0.
   */
  abstract void greater(K a, K b, int distance, K keys, K cells, int count);

  /**
   * {@code keys[i] = max(a[i], b[i])}, and {@code cells[i] = distance} where it is b's alone, else
   * {@code aCells[i]}.
   */
  abstract void greater(K a, K aCells, K b, int distance, K keys, K cells, int count);

  /**
   * {@code keys[i] = max(a[i], b[i])}, and {@code cells[i] = bCells[i] + distance} where it is b's
   * alone, else {@code aCells[i]}.
   */
  abstract void greater(K a, K aCells, K b, K bCells, int distance, K keys, K cells, int count);

  /** Turns keys into bits, and {@code cells[i] += origins[i] + base}. */
  abstract void finish(K keys, K cells, K origins, int base, int count);

  /** {@code y[at + r·rowStep + i·step] = } the element of {@code bits[from + r·fromRow + i]}. */
  final void store(
      K bits, int from, int fromRow, A y, int at, int rowStep, int step, int rows, int count) {
    for (int row = 0; row < rows; row++) {
      store(bits, from + row * fromRow, y, at + row * rowStep, step, count);
    }
  }

  abstract void store(K bits, int from, A y, int at, int step, int count);

  /** {@code switches[at + r·rowStep + i·step] = cells[from + r·fromRow + i]}. */
  final void storeCells(
      K cells,
      int from,
      int fromRow,
      int[] switches,
      int at,
      int rowStep,
      int step,
      int rows,
      int count) {
    for (int row = 0; row < rows; row++) {
      storeCells(cells, from + row * fromRow, switches, at + row * rowStep, step, count);
    }
  }

  abstract void storeCells(K cells, int from, int[] switches, int at, int step, int count);

  /** Cell numbers as keys. */
  abstract K cells(int[] cells);
}

package io.colonnade.numeric;

import io.colonnade.DataType;

/**
 * Loops over scratch that is divided into slots, for one element type.
 *
 * <p>C2 turns a loop into vector instructions only if it can tell how far apart the elements lie
 * that an iteration reads and writes. So slots are a fixed distance apart, and operands that belong
 * together have the same place in their slots. Arguments are trusted.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public abstract class Slots<A> {

  /** Elements of a slot that may be used. */
  public static final int CAPACITY = 2048;

  /** The most slots that one loop adds up; of more, C2 unrolls too little. */
  public static final int TERMS = 5;

  /**
   * Elements from a slot to the next: a multiple of every vector's, and not near one of a page,
   * where loads would be taken for loads of what was stored just before.
   */
  public static final int DISTANCE = CAPACITY + 80;

  /** Elements of a vector, at most. */
  private static final int VECTOR = 16;

  /**
   * Where a slot's first element that is used lies behind a multiple of a vector: before it gets to
   * whole vectors a loop takes one element at least, and as many more as lie before a multiple.
   */
  public static final int LEAD = VECTOR - 1;

  Slots() {}

  /** The loops of {@code type}. */
  @SuppressWarnings("unchecked") // the array type follows from the data type
  public static <A> Slots<A> of(DataType<A> type) {
    return (Slots<A>) (type == DataType.FLOAT32 ? Float32Slots.INSTANCE : Float64Slots.INSTANCE);
  }

  /**
   * The distance at which rows of {@code n} elements of {@code used} ones may be added up: a
   * multiple of a vector, with room for what is added beyond the {@code n}.
   */
  public static int planeLength(int n, int used) {
    return (Math.max(used, n + LEAD) + VECTOR - 1) / VECTOR * VECTOR;
  }

  /**
   * The same as {@link #addScaled} in loops of whole vectors but for one element, which take half
   * the time where rows are short. Up to {@link #LEAD} elements before and behind each row become
   * something, so that rows have to be {@link #planeLength} apart.
   *
   * @param slot where the slot starts: a multiple of a vector lies there
   */
  public final void addScaledInVectors(
      int terms,
      A s,
      int slot,
      int offset,
      int row,
      int rows,
      int n,
      A w,
      int wOffset,
      int wRow,
      int wStep) {
    int before = Math.floorMod(offset - slot - LEAD, VECTOR);
    int vectors = (before + n - 1 + VECTOR - 1) / VECTOR;
    addScaled(terms, s, offset - before, row, rows, 1 + vectors * VECTOR, w, wOffset, wRow, wStep);
  }

  /**
   * {@code s[r, i] += Σ_j w[r, j]·s[r, i + (j + 1)·}{@link #DISTANCE}{@code ]}, for rows of {@code
   * n} elements side by side.
   *
   * @param terms terms of the sum, 1 to {@link #TERMS}
   * @param row distance between rows
   * @param wRow distance between the factors of neighbouring rows
   * @param wStep distance between the factors of neighbouring terms
   */
  public abstract void addScaled(
      int terms, A s, int offset, int row, int rows, int n, A w, int wOffset, int wRow, int wStep);
}

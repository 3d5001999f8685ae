package io.colonnade.numeric;

import io.colonnade.blas.Blas;
import java.lang.ref.WeakReference;

/**
 * An array of scratch that is used from a line of the cache on. Products read rows of columns as
 * vectors of a line's length, and take a seventh longer where each of them lies in two lines.
 *
 * <p>Java decides where an array lies, and a garbage collection may move it: after each the line is
 * looked for anew. What is computed does not depend on it.
 *
 * @param <A> the array type
 */
public final class AlignedArray<A> {
  /** So many elements of either type are whole lines. */
  public static final int LINE = 16;

  /** The most elements: as many as the longest array of Java has beside a line. */
  public static final int MOST = Integer.MAX_VALUE - LINE;

  private final Arithmetic<A> arithmetic;
  private final Blas blas;
  private final A array;
  private final int elements;
  private WeakReference<Object> sinceCollection = new WeakReference<>(null);
  private int start;

  /** An array with room for {@code elements}, at most {@link #MOST}, wherever their start is. */
  public AlignedArray(Arithmetic<A> arithmetic, Blas blas, int elements) {
    this.arithmetic = arithmetic;
    this.blas = blas;
    this.elements = elements;
    this.array = arithmetic.type().newArray(elements == 0 ? 0 : elements + LINE);
  }

  /** {@code elements} rounded up to whole lines. */
  public static long wholeLines(long elements) {
    return (elements + LINE - 1) / LINE * LINE;
  }

  /**
   * {@code elements} rounded up to an odd number of whole lines: rows as far apart begin in
   * different sets of an L1 cache, up to as many as it has sets.
   */
  public static long oddLines(long elements) {
    return (wholeLines(elements) / LINE | 1) * LINE;
  }

  /** The array. */
  public A array() {
    return array;
  }

  /** Elements from the start on. */
  public int elements() {
    return elements;
  }

  /** The element to start from; to be called when the array holds nothing. */
  public int start() {
    if (sinceCollection.refersTo(null)) {
      sinceCollection = new WeakReference<>(new Object());
      start = arithmetic.lineStart(blas, array);
    }
    return start;
  }
}

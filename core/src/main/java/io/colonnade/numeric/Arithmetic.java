package io.colonnade.numeric;

import io.colonnade.Activation;
import io.colonnade.DataType;
import io.colonnade.blas.Blas;

/**
 * What the passes do with elements, for one element type. Rows of {@code n} elements start at an
 * offset, a row distance apart; the elements of a row lie a step apart. Arguments are trusted.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public abstract class Arithmetic<A> {
  /**
   * Elements from which on a loop has a copy of its own: the compiler unrolls a loop, and turns it
   * into vector instructions, by how often it went round while profiled, so that short rows would
   * slow down the long ones.
   */
  static final int LONG = 32;

  /** Rows of so few elements are cleared column by column, if all of them lie near each other. */
  private static final int NARROW = 8;

  private static final int NEAR = 1 << 15;

  private final DataType<A> type;

  Arithmetic(DataType<A> type) {
    this.type = type;
  }

  /** The arithmetic of {@code type}. */
  @SuppressWarnings("unchecked") // the array type follows from the data type
  public static <A> Arithmetic<A> of(DataType<A> type) {
    return (Arithmetic<A>)
        (type == DataType.FLOAT32 ? Float32Arithmetic.INSTANCE : Float64Arithmetic.INSTANCE);
  }

  /** The element type. */
  public final DataType<A> type() {
    return type;
  }

  /** {@code dst = src}, row by row. */
  public final void copyRows(
      A src,
      int srcOffset,
      int srcRow,
      int srcStep,
      A dst,
      int dstOffset,
      int dstRow,
      int dstStep,
      int rows,
      int n) {
    if (srcStep == 1 && dstStep > 1 && dstRow == 1) {
      transpose(src, srcOffset, srcRow, dst, dstOffset, dstStep, rows, n);
      return;
    }
    for (int r = 0; r < rows; r++) {
      copy(src, srcOffset + r * srcRow, srcStep, dst, dstOffset + r * dstRow, dstStep, n);
    }
  }

  /** {@code dst[i, r] = src[r, i]}, for {@code rows} rows of {@code n} elements side by side. */
  public final void transpose(
      A src, int srcOffset, int srcRow, A dst, int dstOffset, int dstRow, int rows, int n) {
    int r = 0;
    for (; r < rows - 7; r += 8) {
      transposeEight(src, srcOffset + r * srcRow, srcRow, dst, dstOffset + r, dstRow, n);
    }
    for (; r < rows; r++) {
      copy(src, srcOffset + r * srcRow, 1, dst, dstOffset + r, dstRow, n);
    }
  }

  /** {@code dst += src}, row by row. */
  public final void addRows(
      A src,
      int srcOffset,
      int srcRow,
      int srcStep,
      A dst,
      int dstOffset,
      int dstRow,
      int dstStep,
      int rows,
      int n) {
    for (int r = 0; r < rows; r++) {
      add(src, srcOffset + r * srcRow, srcStep, dst, dstOffset + r * dstRow, dstStep, n);
    }
  }

  /** {@code dst += src} if {@code accumulate}, else {@code dst = src}, row by row. */
  public final void putRows(
      boolean accumulate,
      A src,
      int srcOffset,
      int srcRow,
      int srcStep,
      A dst,
      int dstOffset,
      int dstRow,
      int dstStep,
      int rows,
      int n) {
    if (accumulate) {
      addRows(src, srcOffset, srcRow, srcStep, dst, dstOffset, dstRow, dstStep, rows, n);
    } else {
      copyRows(src, srcOffset, srcRow, srcStep, dst, dstOffset, dstRow, dstStep, rows, n);
    }
  }

  /** {@code dst = 0}, for rows of {@code n} elements that lie side by side. */
  public final void zeroRows(A dst, int offset, int row, int rows, int n) {
    if (row == n) {
      zero(dst, offset, rows * n);
    } else if (n <= NARROW && n < rows && (long) rows * row <= NEAR) {
      for (int i = 0; i < n; i++) {
        zeroEvery(dst, offset + i, row, rows);
      }
    } else if (n > 0) {
      for (int r = 0; r < rows; r++) {
        zero(dst, offset + r * row, n);
      }
    }
  }

  /**
   * {@code dst[r, i] = values[r]} or {@code dst[r, i] += values[r]}, for rows of {@code n}; either
   * the rows' elements or the rows themselves lie side by side.
   */
  public final void spread(
      A values,
      int valuesOffset,
      int rows,
      int n,
      boolean accumulate,
      A dst,
      int offset,
      int row,
      int step) {
    if (step == 1) {
      for (int r = 0; r < rows; r++) {
        spread(values, valuesOffset + r, accumulate, dst, offset + r * row, n);
      }
    } else {
      putRows(accumulate, values, valuesOffset, 0, 1, dst, offset, step, 1, n, rows);
    }
  }

  /** {@link #transpose} of eight rows, which are read side by side. */
  abstract void transposeEight(
      A src, int srcOffset, int srcRow, A dst, int dstOffset, int dstRow, int n);

  /** {@code dst = src}, for one row. */
  public abstract void copy(
      A src, int srcOffset, int srcStep, A dst, int dstOffset, int dstStep, int n);

  /** {@code dst += src}, for one row. */
  public abstract void add(
      A src, int srcOffset, int srcStep, A dst, int dstOffset, int dstStep, int n);

  /**
   * Reads one of {@code n} elements in each cache line, so that a product finds them in the cache
   * that would wait for them one by one.
   */
  public abstract void touch(A a, int offset, int n);

  /** {@code dst = 0}, for {@code n} elements side by side. */
  public abstract void zero(A dst, int offset, int n);

  /** {@code dst = 0}, for {@code n} elements a step apart. */
  public abstract void zeroEvery(A dst, int offset, int step, int n);

  /**
   * {@code dst = values[index]} or {@code dst += values[index]}, for {@code n} elements side by
   * side.
   */
  abstract void spread(A values, int index, boolean accumulate, A dst, int offset, int n);

  /**
   * {@code dst = activation(dst)}, for rows of {@code n}; either the rows' elements or the rows
   * themselves lie side by side.
   */
  public final void activate(
      Activation activation, A dst, int offset, int row, int step, int rows, int n) {
    boolean alongRows = step == 1;
    int outer = alongRows ? rows : n;
    int distance = alongRows ? row : step;
    for (int r = 0; r < outer; r++) {
      int start = offset + r * distance;
      int count = alongRows ? n : rows;
      if (activation.slope() == 1) {
        clamp(dst, start, count, activation.lower(), activation.upper());
      } else {
        leak(dst, start, count, activation.slope());
      }
    }
  }

  /** {@code dst = min(max(dst, lower), upper)}, for {@code n} elements side by side. */
  abstract void clamp(A dst, int offset, int n, double lower, double upper);

  /** {@code dst = max(dst, slope·dst)}, for {@code n} elements side by side. */
  abstract void leak(A dst, int offset, int n, double slope);

  /**
   * {@code dst[c] = Σ src[n, c, i]} or {@code dst[c] += …}, over images and cells, in double
   * precision.
   *
   * @param imageStep distance between images
   * @param channelStep distance between the channels that are summed
   * @param cellStep distance between the cells of a channel
   */
  public final void sumChannels(
      A src,
      int srcOffset,
      int images,
      int imageStep,
      int channels,
      int channelStep,
      int cells,
      int cellStep,
      boolean accumulate,
      A dst,
      int dstOffset) {
    for (int c = 0; c < channels; c++) {
      double sum = accumulate ? type.get(dst, dstOffset + c) : 0;
      for (int n = 0; n < images; n++) {
        sum += sum(src, srcOffset + n * imageStep + c * channelStep, cellStep, cells);
      }
      type.set(dst, dstOffset + c, sum);
    }
  }

  /**
   * {@code sums[j] += Σ a[i]·b[j, i]}, for rows of {@code n} elements side by side. Partial sums of
   * a product are of the element type.
   *
   * @param bRow distance between the rows of b
   * @param rows rows of b
   * @param step distance between the sums
   */
  public abstract void addDots(
      A a, int aOffset, A b, int bOffset, int bRow, int rows, int n, A sums, int first, int step);

  /** The sum of one row, in double precision. */
  abstract double sum(A src, int offset, int step, int n);

  /** {@link Blas#gemm}, row-major. */
  public abstract void gemm(
      Blas blas,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      A a,
      int aOffset,
      int lda,
      A b,
      int bOffset,
      int ldb,
      boolean accumulate,
      A c,
      int cOffset,
      int ldc);

  /** The first index of an array at which a line of the cache starts, as the BLAS finds it. */
  abstract int lineStart(Blas blas, A array);
}

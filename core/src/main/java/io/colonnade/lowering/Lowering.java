package io.colonnade.lowering;

import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.numeric.Arithmetic;

/**
 * im2col and col2im of one group of one image, restricted to a block of matrix rows and a
 * {@linkplain Bands band} of output positions (Chellapilla, Puri and Simard 2006).
 *
 * <p>A row of the im2col matrix stands for a channel and a tap, in the order in which a filter has
 * them in memory; it holds, for each output position, the cell of the channel under the tap, or
 * what the padding mode puts there. A block is stored row by row in channels-first order, {@link
 * #rowLength} apart, and position by position in channels-last order. Immutable; may be used by
 * many threads at once.
 */
public abstract class Lowering {
  final Tables tables;
  final int channels;
  final boolean channelMajor;

  Lowering(ConvolutionProblem problem) {
    tables = Tables.of(problem.window(), problem.paddingMode());
    channels = Math.toIntExact(problem.channelsPerGroup());
    channelMajor = problem.filterLayout() == FilterLayout.FILTERS_FIRST;
  }

  /** The lowering of a problem's layout; nothing lies between the rows of a block. */
  public static Lowering of(ConvolutionProblem problem) {
    return of(problem, false);
  }

  /** The same with rows on lines of the cache, where the block starts on one. */
  public static Lowering onLines(ConvolutionProblem problem) {
    return of(problem, true);
  }

  private static Lowering of(ConvolutionProblem problem, boolean onLines) {
    return problem.layout() == Layout.CHANNELS_FIRST
        ? new PlaneLowering(problem, onLines)
        : new CellLowering(problem);
  }

  /** From one matrix row of {@code positions} to the next in channels-first order. */
  public int rowLength(int positions) {
    return positions;
  }

  /** The most positions whose matrix rows take at most {@code elements}, 1 at least, each. */
  public long positions(long elements) {
    return elements;
  }

  /**
   * im2col: writes rows {@code [firstK, endK)} of the matrix for the positions of a band.
   *
   * @param x the group's first channel is at {@code xOffset}
   * @param columns the destination; every element of the block is written
   * @param row from one matrix row to the next in channels-first order, {@link #rowLength} at least
   */
  public abstract <A> void im2col(
      Arithmetic<A> arithmetic,
      A x,
      int xOffset,
      int firstK,
      int endK,
      Bands bands,
      int band,
      A columns,
      int columnsOffset,
      int row);

  /**
   * col2im: adds such a block to the cells that im2col would have read it from; what stands for
   * zeros of the padding is dropped.
   *
   * @param x the group's first channel is at {@code xOffset}; added to
   * @param columns the block
   * @param row from one matrix row to the next in channels-first order, {@link #rowLength} at least
   * @param keep whether the block must stay as it is; if not, parts of it may be zeroed on the way
   */
  public abstract <A> void col2im(
      Arithmetic<A> arithmetic,
      A x,
      int xOffset,
      int firstK,
      int endK,
      Bands bands,
      int band,
      A columns,
      int columnsOffset,
      int row,
      boolean keep);

  /**
   * The part of a block of columns whose elements im2col gathers one by one, a step apart; it
   * copies the others in runs.
   */
  public abstract double gathered();

  /** Elements that im2col gathers at a time. */
  public abstract int runLength();

  /**
   * Elements of a run that is moved as a whole, in the first of some bands.
   *
   * @param gather whether im2col moves it, else col2im
   */
  public int runLength(Bands bands, boolean gather) {
    return runLength();
  }

  /** The channel of matrix row {@code k}. */
  final int channel(int k) {
    return channelMajor ? k / tables.taps() : k % channels;
  }

  /** The tap of matrix row {@code k}. */
  final int tap(int k) {
    return channelMajor ? k % tables.taps() : k / channels;
  }
}

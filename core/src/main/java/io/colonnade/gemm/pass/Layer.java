package io.colonnade.gemm.pass;

import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;

/**
 * The sizes of a problem in {@code int}, by image and group, and the distances by which its tensors
 * are indexed. All layouts are the same to a pass but for these distances.
 */
public final class Layer {
  /** Whether X and Y are in channels-first order. */
  public final boolean channelsFirst;

  public final int images;
  public final int groups;

  /** Channels of a group, C/g. */
  public final int channels;

  /** Filters of a group, F/g. */
  public final int filters;

  public final int taps;

  /** Rows of a group's im2col matrix, K. */
  public final int depth;

  /** Output positions of a plane, P. */
  public final int positions;

  /** Input cells of a plane. */
  public final int cells;

  /**
   * Distance in X between neighbouring channels of a group, and between neighbouring cells of a
   * channel.
   */
  public final int xChannel;

  public final int xCell;

  /**
   * Distance in Y between neighbouring filters of a group, and between neighbouring positions of a
   * filter.
   */
  public final int yFilter;

  public final int yPosition;

  /**
   * Distance in W between neighbouring filters of a group, and between neighbouring elements of a
   * filter, in matrix row order.
   */
  public final int wFilter;

  public final int wDepth;

  /** Distance in W between neighbouring channels of a filter, and between neighbouring taps. */
  public final int wChannel;

  public final int wTap;

  private final boolean filtersFirst;
  private final int xGroup;
  private final int yGroup;
  private final int wGroup;

  /** The sizes of {@code problem}, whose tensors fit Java arrays. */
  public Layer(ConvolutionProblem problem) {
    images = Math.toIntExact(problem.batch());
    groups = Math.toIntExact(problem.groups());
    channels = Math.toIntExact(problem.channelsPerGroup());
    filters = Math.toIntExact(problem.filtersPerGroup());
    taps = Math.toIntExact(problem.window().kernelSize());
    depth = Math.toIntExact(problem.depth());
    positions = Math.toIntExact(problem.window().outputSize());
    cells = Math.toIntExact(problem.window().inputSize());
    channelsFirst = problem.layout() == Layout.CHANNELS_FIRST;
    xChannel = channelsFirst ? cells : 1;
    xCell = channelsFirst ? 1 : groups * channels;
    xGroup = channels * xChannel;
    yFilter = channelsFirst ? positions : 1;
    yPosition = channelsFirst ? 1 : groups * filters;
    yGroup = filters * yFilter;
    filtersFirst = problem.filterLayout() == FilterLayout.FILTERS_FIRST;
    wFilter = filtersFirst ? depth : 1;
    wDepth = filtersFirst ? 1 : groups * filters;
    wChannel = filtersFirst ? taps : wDepth;
    wTap = filtersFirst ? 1 : channels * wDepth;
    wGroup = filters * wFilter;
  }

  /** Where a group of an image starts in X; {@code imageGroup} counts groups across images. */
  public int x(int imageGroup) {
    return imageGroup / groups * groups * channels * cells + imageGroup % groups * xGroup;
  }

  /** Where a group of an image starts in Y. */
  public int y(int imageGroup) {
    return imageGroup / groups * groups * filters * positions + imageGroup % groups * yGroup;
  }

  /** Where a group starts in W. */
  public int w(int imageGroup) {
    return imageGroup % groups * wGroup;
  }

  /**
   * In how many runs the matrix rows of {@code some} neighbouring channels of a group lie: one, or
   * one for each tap.
   */
  public int depthRuns(int some) {
    return filtersFirst || some == channels ? 1 : taps;
  }

  /** The length of such a run. */
  public int depthRunLength(int some) {
    return some * taps / depthRuns(some);
  }

  /** Where run {@code i} of the channels from {@code firstChannel} on starts. */
  public int depthRun(int i, int firstChannel) {
    return filtersFirst ? firstChannel * taps : i * channels + firstChannel;
  }

  /** The start of part {@code i} of {@code n} things divided as evenly as can be. */
  public static int part(int i, int parts, int n) {
    return (int) ((long) n * i / parts);
  }
}

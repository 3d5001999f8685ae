package io.colonnade.pooling;

import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PoolingProblem;

/**
 * The channel planes of all images, taken in groups of {@code lanes} planes that are worked on side
 * by side, lane by lane at every cell.
 *
 * <p>Channels-last, neighbouring channels are the lanes. Channels-first, one plane has rows that
 * are long enough to work on alone, or else neighbouring planes are the lanes.
 *
 * @param channelsLast whether the channels of a cell are contiguous
 * @param planes planes of all images, N·C
 * @param channels channels of one image, C
 * @param lanes planes of a group; the last group of all, or of an image, may have fewer
 */
record PlaneGroups(boolean channelsLast, int planes, int channels, int lanes) {
  private static final int MOST_LANES = 64;
  private static final int LEAST_LANES = 8;
  private static final int LONG_ROW = 16;

  static PlaneGroups of(PoolingProblem problem) {
    boolean channelsLast = problem.layout() == Layout.CHANNELS_LAST;
    int planes = Math.toIntExact(problem.planes());
    int channels = Math.toIntExact(problem.channels());
    int neighbours = channelsLast ? channels : planes;
    long row = problem.window().axis(problem.window().rank() - 1).output();
    boolean single = channelsLast ? channels < LEAST_LANES : row >= LONG_ROW;
    int lanes = single ? 1 : ceilDiv(neighbours, ceilDiv(neighbours, MOST_LANES));
    return new PlaneGroups(channelsLast, planes, channels, lanes);
  }

  /** Groups of one plane, or channels-last of all planes of an image. */
  static PlaneGroups images(long batch, long channels, Layout layout) {
    boolean channelsLast = layout == Layout.CHANNELS_LAST;
    int c = Math.toIntExact(channels);
    return new PlaneGroups(
        channelsLast, Math.toIntExact(batch * channels), c, channelsLast ? c : 1);
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  private int groupsPerImage() {
    return ceilDiv(channels, lanes);
  }

  int groups() {
    return channelsLast ? planes / channels * groupsPerImage() : ceilDiv(planes, lanes);
  }

  /** The planes of a group. */
  int count(int group) {
    return channelsLast
        ? Math.min(lanes, channels - group % groupsPerImage() * lanes)
        : Math.min(lanes, planes - group * lanes);
  }

  /** Where the group starts in a tensor with so many cells in a plane. */
  int base(int group, int cells) {
    return channelsLast
        ? group / groupsPerImage() * cells * channels + group % groupsPerImage() * lanes
        : group * lanes * cells;
  }

  /** The distance in the array between neighbouring cells of a plane. */
  int cellStep() {
    return channelsLast ? channels : 1;
  }

  /** The distance in the array between the same cell of neighbouring lanes. */
  int laneStep(int cells) {
    return channelsLast ? 1 : cells;
  }
}

package io.colonnade.winograd;

import java.util.ArrayList;
import java.util.List;

/**
 * Some taps of one axis of a kernel, at most as many as a minimal filter takes: those from {@code
 * first} on that are {@code step} apart.
 *
 * <p>A kernel that is longer, or moves by more than a cell, is the sum of such parts, of which each
 * sees the cells of one phase of the stride as a short kernel of stride 1 does [Huang et al. 2020,
 * arXiv:2002.00552].
 *
 * <p>A part of fewer taps is filled up with zeros, behind two and on both sides of one. A zero at
 * the front of a filter leaves nothing of it at the point 0, one at the end nothing at ∞, so that m
 * outputs of t taps take m + t − 1 points, and just as many cells of a tile.
 *
 * @param filter what makes its outputs
 * @param first the first tap
 * @param step taps from one to the next: the stride
 * @param taps how many taps there are, as many as the filter has or less
 * @param kernel taps of the whole kernel
 * @param turned whether taps are counted from the end
 */
public record AxisPart(
    MinimalFilter filter, int first, int step, int taps, int kernel, boolean turned) {
  private static final int TAPS = MinimalFilter.TAPS;

  /**
   * The parts of a kernel, those of one {@linkplain #run run} one after the other.
   *
   * @param filter what a kernel of more than one tap is filtered with
   */
  public static List<AxisPart> all(MinimalFilter filter, int kernel, int stride, boolean turned) {
    List<AxisPart> parts = new ArrayList<>();
    if (kernel == 1) {
      return List.of(new AxisPart(MinimalFilter.F1, 0, stride, 1, 1, turned));
    }
    for (int run = 0; run < kernel; run += TAPS * stride) {
      for (int first = run; first < Math.min(kernel, run + stride); first++) {
        int taps = Math.min(TAPS, (kernel - 1 - first) / stride + 1);
        parts.add(new AxisPart(filter, first, stride, taps, kernel, turned));
      }
    }
    return parts;
  }

  /** How many parts a kernel has. */
  public static long count(long kernel, long stride) {
    return count(kernel, stride, TAPS - 1);
  }

  /** How many of them have as many taps as there can be. */
  public static long countWhole(long kernel, long stride) {
    return count(kernel, stride, 0);
  }

  /** Parts of all phases, to the taps of each of which {@code more} are added. */
  private static long count(long kernel, long stride, int more) {
    long taps = kernel / stride;
    long longer = kernel % stride;
    long others = Math.min(kernel, stride) - longer;
    return longer * ((taps + 1 + more) / TAPS) + others * ((taps + more) / TAPS);
  }

  /** Zeros in front of the taps. */
  private int zeros() {
    return (filter.taps() - taps) / 2;
  }

  /** The tap of the kernel that is the j-th of the filled part; −1 where a zero stands. */
  int tap(int j) {
    int i = j - zeros();
    if (i < 0 || i >= taps) {
      return -1;
    }
    int tap = first + i * step;
    return turned ? kernel - 1 - tap : tap;
  }

  /** The first point at which the filter is not zero, and the first cell of a tile that it sees. */
  int firstPoint() {
    return zeros();
  }

  /** One past the last such point, and such cell. */
  int endPoint() {
    return filter.cells() - (filter.taps() - taps - zeros());
  }

  /** How many cells of a tile it sees, as many as there are such points. */
  public int cells() {
    return endPoint() - firstPoint();
  }

  /** The number of the run: parts of one see cells of the same tiles, in phases of their own. */
  public int run() {
    return first / (filter.taps() * step);
  }
}

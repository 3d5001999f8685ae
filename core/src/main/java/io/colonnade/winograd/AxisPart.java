package io.colonnade.winograd;

import java.util.ArrayList;
import java.util.List;

/**
 * Some taps of one axis of a kernel, as many as a minimal filter takes: those from {@code first} on
 * that are {@code step} apart. Behind the end of the kernel stand zeros.
 *
 * <p>A kernel that is longer, or moves by more than a cell, is the sum of such parts, of which each
 * sees the cells of one phase of the stride as a short kernel of stride 1 does [Huang et al. 2020,
 * arXiv:2002.00552].
 *
 * @param first the first tap
 * @param step taps from one to the next: the stride
 * @param kernel taps of the whole kernel
 * @param turned whether taps are counted from the end
 */
public record AxisPart(int first, int step, int kernel, boolean turned) {
  /** Taps of a part. */
  public static final int TAPS = 3;

  /** The parts of a kernel. */
  public static List<AxisPart> all(int kernel, int stride, boolean turned) {
    List<AxisPart> parts = new ArrayList<>();
    for (int phase = 0; phase < Math.min(kernel, stride); phase++) {
      for (int first = phase; first < kernel; first += TAPS * stride) {
        parts.add(new AxisPart(first, stride, kernel, turned));
      }
    }
    return parts;
  }

  /** How many parts a kernel has. */
  public static long count(long kernel, long stride) {
    long phases = Math.min(kernel, stride);
    long longer = kernel % stride;
    long shortest = kernel / stride;
    return kernel <= stride
        ? phases
        : longer * ceilDiv(shortest + 1) + (phases - longer) * ceilDiv(shortest);
  }

  private static long ceilDiv(long taps) {
    return (taps + TAPS - 1) / TAPS;
  }

  /** The tap of the kernel that is the j-th of the part; −1 where a zero stands. */
  int tap(int j) {
    int tap = first + j * step;
    if (tap >= kernel) {
      return -1;
    }
    return turned ? kernel - 1 - tap : tap;
  }

  /** How far behind the last tap of the kernel the zeros of its parts reach. */
  public static int beyond(int kernel, int stride) {
    return all(kernel, stride, false).stream()
        .mapToInt(part -> part.first + (TAPS - 1) * stride - (kernel - 1))
        .reduce(0, Math::max);
  }
}

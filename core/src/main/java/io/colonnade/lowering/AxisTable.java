package io.colonnade.lowering;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.PaddingMode;

/** What {@link Axis} says of one axis, tabulated by kernel tap in {@code int}. */
final class AxisTable {
  final int output;

  /** Distance between the cells that neighbouring output positions read, in cells of this axis. */
  final int stride;

  /** The same in cells of the plane. */
  final int rowStride;

  /** First output position whose tap lies in the input, by tap of this axis. */
  final int[] first;

  /** One past the last such position. */
  final int[] end;

  /** The same as if there were output positions without end. */
  final int[] firstInside;

  final int[] endInside;

  /**
   * How many taps of this axis apart two taps read the same cells, {@link #shift} positions apart:
   * position o at tap k reads what position o + shift reads at tap k − repeat.
   */
  final int repeat;

  final int shift;

  /** Taps of the whole kernel that lie between two such taps. */
  final int repeatTaps;

  /** The tap of this axis that a tap of the whole kernel has. */
  final int[] tap;

  private final Axis axis;
  private final PaddingMode mode;
  private final int inputStride;

  /**
   * Tabulates one axis.
   *
   * @param inputStride cells of the plane between neighbouring cells of this axis
   * @param tapStride taps of the whole kernel between neighbouring taps of this axis
   * @param taps taps of the whole kernel
   */
  AxisTable(Axis axis, PaddingMode mode, int inputStride, int tapStride, int taps) {
    this.axis = axis;
    this.mode = mode;
    this.inputStride = inputStride;
    this.output = Math.toIntExact(axis.output());
    this.stride = saturate(axis.stride());
    this.rowStride = saturate((long) stride * inputStride);
    int kernel = Math.toIntExact(axis.kernel());
    this.first = new int[kernel];
    this.end = new int[kernel];
    this.firstInside = new int[kernel];
    this.endInside = new int[kernel];
    for (int k = 0; k < kernel; k++) {
      long offset = k * axis.dilation();
      firstInside[k] = (int) axis.firstInside(offset, Integer.MAX_VALUE);
      endInside[k] = (int) axis.endInside(offset, Integer.MAX_VALUE);
      first[k] = (int) axis.firstOutput(k);
      end[k] = (int) axis.endOutput(k);
    }
    long common = gcd(axis.stride(), axis.dilation());
    this.repeat = saturate(axis.stride() / common);
    this.shift = saturate(axis.dilation() / common);
    this.repeatTaps = saturate((long) repeat * tapStride);
    this.tap = new int[taps];
    for (int t = 0; t < taps; t++) {
      tap[t] = t / tapStride % kernel;
    }
  }

  /**
   * Where in the plane output position {@code o} reads at tap {@code k} of this axis, or −1 where
   * it reads a zero of the padding.
   */
  int offset(int o, int k) {
    int cell = (int) mode.cell(axis.inputIndex(o, k), axis.input());
    return cell < 0 ? -1 : cell * inputStride;
  }

  /** The part of the taps that read cells which no earlier tap has read, but for the margin. */
  double distinct() {
    return Math.min(1, (double) repeat / first.length);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /**
   * A distance beyond an {@code int} never separates two cells of one array, so that its value does
   * not matter.
   */
  private static int saturate(long distance) {
    return (int) Math.min(distance, Integer.MAX_VALUE);
  }
}

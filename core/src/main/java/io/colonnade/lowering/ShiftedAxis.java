package io.colonnade.lowering;

import io.colonnade.geometry.Axis;
import java.util.Arrays;

/**
 * One axis of a convolution, or of its adjoint, read as lines: tap k adds element {@code q +
 * shift[k]} of a source line to element q of a result line.
 *
 * <p>Under stride s the taps whose offsets k·d agree modulo s read cells of one phase: tap k of
 * output o reads its element o + ⌊k·d/s⌋. A lowered axis has a phase for each tap instead, and no
 * shifts. The adjoint reads the output axis, as one phase between zeros, and writes the phases of
 * the input.
 */
final class ShiftedAxis {
  final Phases source;
  final Phases result;

  /** Elements of a result line. */
  final int positions;

  /** By tap. */
  final int[] sourcePhase;

  final int[] resultPhase;
  final int[] shift;

  /** The largest shift: a source line has as many elements more than a result line. */
  final int reach;

  private ShiftedAxis(
      Phases source,
      Phases result,
      int positions,
      int[] sourcePhase,
      int[] resultPhase,
      int[] shift,
      int reach) {
    this.source = source;
    this.result = result;
    this.positions = positions;
    this.sourcePhase = sourcePhase;
    this.resultPhase = resultPhase;
    this.shift = shift;
    this.reach = reach;
  }

  /** Elements that a line of an axis has more than there are outputs. */
  static long reach(Axis axis) {
    return (axis.kernel() - 1) * axis.dilation() / axis.stride();
  }

  static ShiftedAxis forward(Axis axis, boolean lowered) {
    int kernel = (int) axis.kernel();
    int outputs = (int) axis.output();
    long[] offsets = offsets(axis, lowered);
    int[] phases = phases(axis, offsets, lowered);
    int[] shifts = shifts(axis, lowered);
    return new ShiftedAxis(
        input(axis, offsets, 0),
        new Phases(1, new long[1], outputs),
        outputs,
        phases,
        new int[kernel],
        shifts,
        shifts[kernel - 1]);
  }

  static ShiftedAxis adjoint(Axis axis, boolean lowered) {
    int kernel = (int) axis.kernel();
    int outputs = (int) axis.output();
    long[] offsets = offsets(axis, lowered);
    int[] phases = phases(axis, offsets, lowered);
    int[] shifts = shifts(axis, lowered);
    int reach = shifts[kernel - 1];
    Phases all = input(axis, offsets, 0);
    int line = outputs + reach;
    int first = Math.min(all.leading(line), line - 1);
    int positions = Math.max(1, line - all.trailing(line) - first);
    return new ShiftedAxis(
        new Phases(1, new long[] {first - reach}, outputs),
        input(axis, offsets, first),
        positions,
        new int[kernel],
        phases,
        Arrays.stream(shifts).map(s -> reach - s).toArray(),
        reach);
  }

  /** The input in phases at these offsets, from element {@code first} on. */
  private static Phases input(Axis axis, long[] offsets, int first) {
    long[] origins = Arrays.stream(offsets).map(offset -> axis.cell(first, offset)).toArray();
    return new Phases(axis.stride(), origins, (int) axis.input());
  }

  private static long offset(Axis axis, int tap, boolean lowered) {
    long offset = tap * axis.dilation();
    return lowered ? offset : offset % axis.stride();
  }

  private static long[] offsets(Axis axis, boolean lowered) {
    long[] offsets = new long[(int) axis.kernel()];
    Arrays.setAll(offsets, k -> offset(axis, k, lowered));
    return Arrays.stream(offsets).distinct().sorted().toArray();
  }

  private static int[] phases(Axis axis, long[] offsets, boolean lowered) {
    int[] phases = new int[(int) axis.kernel()];
    Arrays.setAll(phases, k -> Arrays.binarySearch(offsets, offset(axis, k, lowered)));
    return phases;
  }

  private static int[] shifts(Axis axis, boolean lowered) {
    int[] shifts = new int[(int) axis.kernel()];
    Arrays.setAll(shifts, k -> lowered ? 0 : (int) (k * axis.dilation() / axis.stride()));
    return shifts;
  }
}

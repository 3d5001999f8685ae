package io.colonnade.pooling;

import io.colonnade.geometry.Axis;
import java.util.Arrays;

/**
 * One axis with its input cells sorted into phases, so that a tap reads neighbouring elements of
 * one phase for neighbouring windows.
 *
 * <p>Element q of a phase is the cell at the phase's offset in window q. Tap k lies at offset k·d.
 * Under stride s, taps whose offsets agree modulo s share a phase, in which tap k of window o is
 * element {@code o + shift(k)}. Where shifts would exceed the number of outputs, as in global
 * pooling, sharing costs more than it saves and every tap has a phase of its own, without shift.
 */
final class PhasedAxis {
  private final Axis axis;
  private final long[] offsets;
  private final int[] phases;
  private final int[] shifts;
  private final int maxShift;

  PhasedAxis(Axis axis) {
    this.axis = axis;
    int kernel = Math.toIntExact(axis.kernel());
    boolean shared = (axis.kernel() - 1) * axis.dilation() / axis.stride() <= axis.output();
    long[] tapOffsets = new long[kernel];
    for (int k = 0; k < kernel; k++) {
      long offset = k * axis.dilation();
      tapOffsets[k] = shared ? offset % axis.stride() : offset;
    }
    this.offsets = Arrays.stream(tapOffsets).distinct().sorted().toArray();
    this.phases = new int[kernel];
    this.shifts = new int[kernel];
    for (int k = 0; k < kernel; k++) {
      phases[k] = Arrays.binarySearch(offsets, tapOffsets[k]);
      shifts[k] = (int) ((k * axis.dilation() - tapOffsets[k]) / axis.stride());
    }
    this.maxShift = shifts[kernel - 1];
  }

  int taps() {
    return phases.length;
  }

  int outputs() {
    return (int) axis.output();
  }

  int inputs() {
    return (int) axis.input();
  }

  int stride() {
    return (int) axis.stride();
  }

  /** The number of phases. */
  int phases() {
    return offsets.length;
  }

  /** The phase that tap k reads. */
  int phase(int k) {
    return phases[k];
  }

  /** How far behind element o of its phase tap k of window o lies. */
  int shift(int k) {
    return shifts[k];
  }

  /** The distance in cells from tap 0 to tap k. */
  int distance(int k) {
    return (int) (k * axis.dilation());
  }

  /** The largest shift; that of the last tap. */
  int maxShift() {
    return maxShift;
  }

  /** The cell, possibly in the padding, under tap 0 of window o. */
  int origin(int o) {
    return (int) axis.cell(o, 0);
  }

  /** Whether some of the first {@code count} elements of some phase lie in the padding. */
  boolean padded(int count) {
    return Arrays.stream(offsets)
        .anyMatch(
            offset -> axis.firstInside(offset, count) > 0 || axis.endInside(offset, count) < count);
  }

  /** The input cell that is element q of a phase; in the padding outside [first, end). */
  int cell(int phase, int q) {
    return (int) axis.cell(q, offsets[phase]);
  }

  /** The first of the elements [from, from + count) of a phase that is input, relative to from. */
  int first(int phase, int from, int count) {
    return (int) Math.max(0, axis.firstInside(offsets[phase], (long) from + count) - from);
  }

  /** One past the last of the elements [from, from + count) that is input, relative to from. */
  int end(int phase, int from, int count) {
    long end = axis.endInside(offsets[phase], (long) from + count) - from;
    return (int) Math.max(first(phase, from, count), end);
  }
}

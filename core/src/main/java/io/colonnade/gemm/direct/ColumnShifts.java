package io.colonnade.gemm.direct;

import io.colonnade.geometry.Axis;
import java.util.stream.IntStream;

/**
 * The last axis of a direct pass, taken cell by cell: at cell i of a row, tap k adds the source's
 * cell {@code i + shift(k)}. Every {@code down}-th cell is one of the target's, and every {@code
 * up}-th one of the source's, zeros lying between; one of both is 1.
 *
 * @param source cells of the source
 * @param up distance between the source's cells
 * @param target cells of the target
 * @param down distance between the target's cells
 * @param firstTap the first of the taps that see the source at all
 * @param taps how many do
 * @param firstShift the shift of the first tap
 * @param step what is added to the shift from tap to tap
 */
record ColumnShifts(
    int source, int up, int target, int down, int firstTap, int taps, int firstShift, int step) {

  /** Y against X. */
  static ColumnShifts forward(Axis axis) {
    return of(axis, axis.input(), 1, axis.output(), axis.stride(), 1);
  }

  /** dX against dY. */
  static ColumnShifts backward(Axis axis) {
    return of(axis, axis.output(), axis.stride(), axis.input(), 1, -1);
  }

  private static ColumnShifts of(
      Axis axis, long source, long up, long target, long down, int sign) {
    long sources = (source - 1) * up + 1;
    long targets = (target - 1) * down + 1;
    int[] taps =
        IntStream.range(0, (int) axis.kernel())
            .filter(k -> sign * axis.inputIndex(0, k) < sources)
            .filter(k -> sign * axis.inputIndex(0, k) > -targets)
            .toArray();
    int first = taps.length == 0 ? 0 : taps[0];
    return new ColumnShifts(
        (int) source,
        (int) up,
        (int) target,
        (int) down,
        first,
        taps.length,
        sign * (int) axis.inputIndex(0, first),
        sign * (int) axis.dilation());
  }

  /** The shift of the k-th of the taps. */
  int shift(int k) {
    return firstShift + k * step;
  }

  /** By how much the shifts differ at most. */
  int span() {
    return Math.max(0, taps - 1) * Math.abs(step);
  }

  /** Cells of a row that shifted copies leave to zeros, over all taps. */
  int cleared() {
    return IntStream.range(0, taps).map(k -> Math.min(Math.abs(shift(k)), width())).sum();
  }

  /** The lowest shift. */
  int lowest() {
    return step > 0 ? firstShift : firstShift - span();
  }

  /** Cells of a row that holds all of source and target. */
  int width() {
    return Math.max((source - 1) * up, (target - 1) * down) + 1;
  }
}

package io.colonnade.gemm.pass;

import io.colonnade.gemm.pass.RowPhase.Source;
import io.colonnade.gemm.pass.RowPhase.Tap;
import io.colonnade.numeric.Slots;

/**
 * One tile of neighbouring groups.
 *
 * <p>The source's part of the tile, padded, is copied to slots once for every tap of a row of the
 * kernel, each copy shifted by what the tap is off. Then the sums, in a slot of their own, take a
 * row of taps at a time: they are moved to face the source rows of these taps, so that all operands
 * of a loop have the same place in their slots.
 *
 * <p>Slot 0 has the sums, the next {@link Slots#TERMS} the shifted copies, then comes the padded
 * tile itself, unless it serves as one of them; where a group has several target planes, the sums
 * of each wait in a slot behind.
 */
final class DirectUnit<A> {
  private static final int PADDED = (1 + Slots.TERMS) * Slots.DISTANCE;
  private static final int WAITING = PADDED + Slots.DISTANCE;

  private final DirectKernel<A> kernel;
  private final Call<A> call;
  private final A scratch;
  private final int base;
  private final DirectTile tile;
  private final int plane;
  private final int first;
  private final int count;
  private final int length;

  /** Where the sums of each target plane are. */
  private final int[] sums;

  /** For the groups from {@code first} on, of all images, and plane {@code plane} of the target. */
  DirectUnit(
      DirectKernel<A> kernel,
      Call<A> call,
      int base,
      DirectTile tile,
      int plane,
      int first,
      int count) {
    this.kernel = kernel;
    this.call = call;
    this.scratch = call.scratch;
    this.base = base;
    this.tile = tile;
    this.plane = plane;
    this.first = first;
    this.count = count;
    this.length = (count - 1) * tile.planeLength() + tile.length();
    this.sums = new int[kernel.target.members()];
  }

  /** Elements of scratch. */
  static long scratch(int targets) {
    return WAITING + (targets == 1 ? 0 : (long) targets * Slots.DISTANCE);
  }

  void run() {
    for (int t = 0; t < sums.length; t++) {
      sums[t] = waiting(t);
      begin(t);
    }
    for (int outerTap = 0; outerTap < kernel.outer.taps(); outerTap++) {
      int from = kernel.outer.source(plane, outerTap);
      for (int s = 0; from >= 0 && s < kernel.source.members(); s++) {
        for (Source source : tile.phase().sources()) {
          source(source, s, from, outerTap);
        }
      }
    }
    for (int t = 0; t < sums.length; t++) {
      end(t);
    }
  }

  private int waiting(int t) {
    return sums.length == 1 ? base : base + WAITING + t * Slots.DISTANCE;
  }

  private void source(Source source, int s, int from, int outerTap) {
    int padded = padded();
    pad(source, s, from, padded);
    for (int k = 0; k < kernel.columns.taps(); k += Slots.TERMS) {
      int terms = Math.min(Slots.TERMS, kernel.columns.taps() - k);
      for (int i = 0; i < terms; i++) {
        shift(padded, base + (1 + i) * Slots.DISTANCE, shift(k + i));
      }
      for (int t = 0; t < sums.length; t++) {
        rows(source, s, outerTap, t, k, terms);
      }
    }
  }

  private int shift(int k) {
    return kernel.columns.shift(k) + tile.shift();
  }

  /** Where the padded tile goes: where its copy without a shift would, if there is but one set. */
  private int padded() {
    int taps = kernel.columns.taps();
    for (int k = 0; k < taps && taps <= Slots.TERMS; k++) {
      if (shift(k) == 0) {
        return base + (1 + k) * Slots.DISTANCE;
      }
    }
    return base + PADDED;
  }

  /** Copies what the taps of {@code source} see, with zeros where they see padding. */
  private void pad(Source source, int s, int from, int to) {
    int firstRow = tile.firstRow() + source.lowest();
    int rows = tile.rows() + source.span();
    int start = clamp(-firstRow, 0, rows);
    int end = clamp(source.count() - firstRow, start, rows);
    int up = kernel.columns.up();
    int firstCell = (Math.max(0, tile.firstCell()) + up - 1) / up;
    int endCell =
        clamp(
            Math.floorDiv(tile.firstCell() + tile.pitch() - 1, up) + 1,
            firstCell,
            kernel.columns.source());
    int columns = kernel.source.columns();
    int at =
        kernel.source.at(first, s, from)
            + (source.first() + source.step() * (firstRow + start)) * columns
            + firstCell;
    boolean whole = endCell - firstCell == tile.pitch() && columns == tile.pitch();
    A array = kernel.backward ? call.y : call.x;
    int arrayOffset = kernel.backward ? call.yOffset : call.xOffset;
    for (int i = 0; i < count; i++) {
      int dst = to + i * tile.planeLength();
      int src = arrayOffset + at + i * kernel.source.group();
      int body = dst + start * tile.pitch();
      kernel.arithmetic.zero(scratch, dst, start * tile.pitch());
      kernel.arithmetic.zero(scratch, dst + end * tile.pitch(), (rows - end) * tile.pitch());
      if (whole && source.step() == 1) {
        kernel.arithmetic.copy(array, src, 1, scratch, body, 1, (end - start) * tile.pitch());
        continue;
      }
      if (!whole) {
        kernel.arithmetic.zero(scratch, body, (end - start) * tile.pitch());
      }
      kernel.arithmetic.copyRows(
          array,
          src,
          source.step() * columns,
          1,
          scratch,
          body + firstCell * up - tile.firstCell(),
          tile.pitch(),
          up,
          end - start,
          endCell - firstCell);
    }
  }

  /** Copies the padded tile, every row shifted, with zeros where that leaves the row. */
  private void shift(int padded, int to, int shift) {
    if (padded == to) {
      return;
    }
    int pitch = tile.pitch();
    int all = count * tile.planeLength();
    int left = Math.min(all, Math.max(0, -shift));
    int right = Math.min(all - left, Math.max(0, shift));
    kernel.arithmetic.copy(scratch, padded + right, 1, scratch, to + left, 1, all - left - right);
    int used = (tile.targets() - 1) * kernel.columns.down() + 1;
    for (int column = 0; column < Math.min(left, pitch); column++) {
      kernel.arithmetic.zeroEvery(scratch, to + column, pitch, all / pitch);
    }
    for (int column = Math.max(0, pitch - right); column < used; column++) {
      kernel.arithmetic.zeroEvery(scratch, to + column, pitch, all / pitch);
    }
  }

  /** Adds all rows of taps of {@code source} to target plane t. */
  private void rows(Source source, int s, int outerTap, int t, int k, int terms) {
    DirectFilters filters = kernel.filters;
    int tap = outerTap * kernel.axes.planeTaps() + kernel.columns.firstTap() + k;
    int w =
        call.wOffset
            + first % kernel.groups * filters.group()
            + t * filters.target()
            + s * filters.source()
            + tap * filters.tap();
    int width = (int) kernel.axes.width().kernel();
    for (Tap row : source.taps()) {
      int at = base + (row.shift() - source.lowest()) * tile.pitch();
      move(t, at);
      kernel.slots.addScaled(
          terms,
          scratch,
          at,
          tile.planeLength(),
          count,
          tile.length(),
          call.w,
          w + row.index() * width * filters.tap(),
          filters.group(),
          filters.tap());
    }
    if (sums.length > 1) {
      move(t, waiting(t));
    }
  }

  private void move(int t, int to) {
    if (sums[t] != to) {
      kernel.arithmetic.copy(scratch, sums[t], 1, scratch, to, 1, length);
      sums[t] = to;
    }
  }

  /** What the sums start from. */
  private void begin(int t) {
    if (call.accumulate) {
      for (int i = 0; i < count; i++) {
        int from = target(t, i);
        kernel.arithmetic.copyRows(
            targetArray(),
            from,
            tile.phase().step() * kernel.target.columns(),
            1,
            scratch,
            sums[t] + i * tile.planeLength(),
            tile.pitch(),
            kernel.columns.down(),
            tile.rows(),
            tile.targets());
      }
    }
    if (call.bias == null || kernel.backward) {
      if (!call.accumulate) {
        kernel.arithmetic.zero(scratch, sums[t], length);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      kernel.arithmetic.spread(
          call.bias,
          call.biasOffset + (first + i) % kernel.groups * sums.length + t,
          1,
          tile.length(),
          call.accumulate,
          scratch,
          sums[t] + i * tile.planeLength(),
          0,
          1);
    }
  }

  /** Stores the sums. */
  private void end(int t) {
    int columns = kernel.target.columns();
    int step = tile.phase().step();
    boolean whole = tile.targets() == tile.pitch() && columns == tile.pitch() && step == 1;
    for (int i = 0; i < count; i++) {
      int from = sums[t] + i * tile.planeLength();
      int to = target(t, i);
      int rows = whole ? 1 : tile.rows();
      int n = whole ? tile.length() : tile.targets();
      kernel.arithmetic.copyRows(
          scratch,
          from,
          tile.pitch(),
          whole ? 1 : kernel.columns.down(),
          targetArray(),
          to,
          step * columns,
          1,
          rows,
          n);
      if (!kernel.backward && !kernel.activation.isNone()) {
        kernel.arithmetic.activate(
            kernel.activation, targetArray(), to, step * columns, 1, rows, n);
      }
    }
  }

  private A targetArray() {
    return kernel.backward ? call.x : call.y;
  }

  /** Where the tile starts in target plane t of the i-th group. */
  private int target(int t, int i) {
    int row = tile.phase().first() + tile.phase().step() * tile.firstRow();
    return (kernel.backward ? call.xOffset : call.yOffset)
        + kernel.target.at(first + i, t, plane)
        + row * kernel.target.columns()
        + tile.firstTarget();
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }
}

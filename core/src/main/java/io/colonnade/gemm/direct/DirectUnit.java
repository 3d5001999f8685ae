package io.colonnade.gemm.direct;

import io.colonnade.gemm.direct.RowPhase.Source;
import io.colonnade.gemm.direct.RowPhase.Tap;
import io.colonnade.gemm.pass.Call;
import io.colonnade.numeric.Slots;

/**
 * What is done to one tile, for a plane of the outer axes and neighbouring groups: {@code count}
 * ones from {@code first} on, which counts groups across images.
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
  private final DirectTile tile;
  private final int targets;
  private final int outerTaps;

  DirectUnit(DirectKernel<A> kernel, DirectTile tile) {
    this.kernel = kernel;
    this.tile = tile;
    this.targets = kernel.target.members();
    this.outerTaps = kernel.outer.taps();
  }

  /** Elements of scratch. */
  static long scratch(int targets) {
    return WAITING + (targets == 1 ? 0 : (long) targets * Slots.DISTANCE);
  }

  void run(Call<A> call, int scratch, int plane, int first, int count) {
    int base = scratch + Slots.LEAD;
    for (int t = 0; t < targets; t++) {
      begin(call, waiting(base, t), t, plane, first, count);
    }
    int sums = base;
    for (int outerTap = 0; outerTap < outerTaps; outerTap++) {
      int from = kernel.outer.source(plane, outerTap);
      for (int s = 0; from >= 0 && s < kernel.source.members(); s++) {
        for (int i = 0; i < tile.phase().sources().size(); i++) {
          Source source = tile.phase().sources().get(i);
          sums = source(call, base, sums, source, s, from, outerTap, first, count);
        }
      }
    }
    for (int t = 0; t < targets; t++) {
      end(call, targets == 1 ? sums : waiting(base, t), t, plane, first, count);
    }
  }

  /** Where the sums of target plane t are between sources; a single one's are left where used. */
  private int waiting(int base, int t) {
    return targets == 1 ? base : base + WAITING + t * Slots.DISTANCE;
  }

  /** Adds what a source plane contributes; returns where the sums of a single target then are. */
  private int source(
      Call<A> call,
      int base,
      int sums,
      Source source,
      int s,
      int from,
      int outerTap,
      int first,
      int count) {
    int at = sums;
    int padded = base + padded();
    pad(call, source, s, from, padded, first, count);
    for (int k = 0; k < kernel.columns.taps(); k += Slots.TERMS) {
      int terms = Math.min(Slots.TERMS, kernel.columns.taps() - k);
      for (int i = 0; i < terms; i++) {
        shift(call.scratch, padded, base + (1 + i) * Slots.DISTANCE, shift(k + i), count);
      }
      int tap = outerTap * kernel.axes.planeTaps() + kernel.columns.firstTap() + k;
      int w =
          call.wOffset
              + first % kernel.groups * kernel.filters.group()
              + s * kernel.filters.source()
              + tap * kernel.filters.tap();
      for (int t = 0; t < targets; t++) {
        int start = targets == 1 ? at : waiting(base, t);
        at = rows(call, base, start, source, w + t * kernel.filters.target(), terms, count);
        if (targets > 1) {
          move(call.scratch, at, start, count);
        }
      }
    }
    return at;
  }

  private int shift(int k) {
    return kernel.columns.shift(k) + tile.shift();
  }

  /** Where the padded tile goes: where its copy without a shift would, if there is but one set. */
  private int padded() {
    int taps = kernel.columns.taps();
    for (int k = 0; k < taps && taps <= Slots.TERMS; k++) {
      if (shift(k) == 0) {
        return (1 + k) * Slots.DISTANCE;
      }
    }
    return PADDED;
  }

  /** Copies what the taps of {@code source} see, with zeros where they see padding. */
  private void pad(Call<A> call, Source source, int s, int from, int to, int first, int count) {
    A scratch = call.scratch;
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
  private void shift(A scratch, int padded, int to, int shift, int count) {
    if (padded == to) {
      return;
    }
    int pitch = tile.pitch();
    int all = count * tile.planeLength();
    int left = Math.min(all, Math.max(0, -shift));
    int right = Math.min(all - left, Math.max(0, shift));
    kernel.arithmetic.copy(scratch, padded + right, 1, scratch, to + left, 1, all - left - right);
    int used = (tile.targets() - 1) * kernel.columns.down() + 1;
    for (int i = 0; i < count; i++) {
      int plane = to + i * tile.planeLength();
      zeroColumns(scratch, plane, 0, Math.min(left, pitch));
      zeroColumns(scratch, plane, Math.max(0, pitch - right), used);
    }
  }

  private void zeroColumns(A scratch, int plane, int first, int end) {
    kernel.arithmetic.zeroRows(scratch, plane + first, tile.pitch(), tile.lines(), end - first);
  }

  /**
   * Adds all rows of taps of {@code source} to sums at {@code from}; returns where they then are.
   */
  private int rows(Call<A> call, int base, int from, Source source, int w, int terms, int count) {
    DirectFilters filters = kernel.filters;
    int width = (int) kernel.axes.width().kernel();
    int at = from;
    for (int i = 0; i < source.taps().size(); i++) {
      Tap row = source.taps().get(i);
      int to = base + (row.shift() - source.lowest()) * tile.pitch();
      move(call.scratch, at, to, count);
      at = to;
      kernel.slots.addScaledInVectors(
          terms,
          call.scratch,
          base - Slots.LEAD,
          at,
          tile.planeLength(),
          count,
          tile.length(),
          call.w,
          w + row.index() * width * filters.tap(),
          filters.group(),
          filters.tap());
    }
    return at;
  }

  private void move(A scratch, int from, int to, int count) {
    if (from != to) {
      kernel.arithmetic.copy(scratch, from, 1, scratch, to, 1, length(count));
    }
  }

  private int length(int count) {
    return (count - 1) * tile.planeLength() + tile.length();
  }

  /** What the sums start from. */
  private void begin(Call<A> call, int sums, int t, int plane, int first, int count) {
    if (call.accumulate) {
      for (int i = 0; i < count; i++) {
        int from = target(call, t, plane, first + i);
        kernel.arithmetic.copyRows(
            targetArray(call),
            from,
            tile.phase().step() * kernel.target.columns(),
            1,
            call.scratch,
            sums + i * tile.planeLength(),
            tile.pitch(),
            kernel.columns.down(),
            tile.rows(),
            tile.targets());
      }
    }
    if (call.bias == null || kernel.backward) {
      if (!call.accumulate) {
        kernel.arithmetic.zero(call.scratch, sums, length(count));
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      kernel.arithmetic.spread(
          call.bias,
          call.biasOffset + (first + i) % kernel.groups * targets + t,
          1,
          tile.length(),
          call.accumulate,
          call.scratch,
          sums + i * tile.planeLength(),
          0,
          1);
    }
  }

  /** Stores the sums. */
  private void end(Call<A> call, int sums, int t, int plane, int first, int count) {
    int columns = kernel.target.columns();
    int step = tile.phase().step();
    int down = kernel.columns.down();
    boolean whole = tile.targets() * down == tile.pitch() && columns == tile.targets() && step == 1;
    for (int i = 0; i < count; i++) {
      int from = sums + i * tile.planeLength();
      int to = target(call, t, plane, first + i);
      int rows = whole ? 1 : tile.rows();
      int n = whole ? tile.rows() * tile.targets() : tile.targets();
      kernel.arithmetic.copyRows(
          call.scratch,
          from,
          tile.pitch(),
          down,
          targetArray(call),
          to,
          step * columns,
          1,
          rows,
          n);
      if (!kernel.backward && !kernel.activation.isNone()) {
        kernel.arithmetic.activate(
            kernel.activation, targetArray(call), to, step * columns, 1, rows, n);
      }
    }
  }

  private A targetArray(Call<A> call) {
    return kernel.backward ? call.x : call.y;
  }

  /** Where the tile starts in target plane t of a group. */
  private int target(Call<A> call, int t, int plane, int group) {
    int row = tile.phase().first() + tile.phase().step() * tile.firstRow();
    return (kernel.backward ? call.xOffset : call.yOffset)
        + kernel.target.at(group, t, plane)
        + row * kernel.target.columns()
        + tile.firstTarget();
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }
}

package io.colonnade.gemm.shift;

import io.colonnade.Activation;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.lowering.Panel;
import io.colonnade.lowering.ShiftedResult;
import io.colonnade.lowering.ShiftedSource;
import io.colonnade.lowering.Shifts;
import io.colonnade.numeric.Arithmetic;

/**
 * The convolution, or its adjoint, which is backward data, by {@linkplain Shifts shifts}: a band's
 * source is packed once, products with its shifted views add up in a tile that stays in the cache,
 * and the tile's rows are brought to their cells.
 *
 * <p>The work is divided by group, channels of the result, slices and bands. All of these write
 * apart; each part of the channels packs the source anew.
 */
final class ShiftKernel<A> implements Kernel<A> {
  private final boolean forward;
  private final Layer layer;
  private final Arithmetic<A> arithmetic;
  private final Multiplier<A> multiplier;
  private final Activation activation;
  private final Shifts shifts;
  private final ShiftedSource source;
  private final ShiftedResult result;
  private final FilterPacking<A> filters;
  private final ShiftSizes sizes;
  private final int channels;
  private final Work work;
  private final int sourceStep;
  private final int resultStep;

  ShiftKernel(Setting<A> setting, boolean forward, boolean lowered) {
    this.forward = forward;
    this.layer = new Layer(setting.problem());
    this.arithmetic = setting.arithmetic();
    this.multiplier = setting.multiplier();
    this.activation = setting.activation();
    this.shifts =
        forward
            ? Shifts.convolution(setting.problem(), lowered)
            : Shifts.adjoint(setting.problem(), lowered);
    this.source = new ShiftedSource(shifts);
    this.result = new ShiftedResult(shifts);
    this.channels = forward ? layer.filters : layer.channels;
    int xStep = layer.groups * layer.channels * layer.cells;
    int yStep = layer.groups * layer.filters * layer.positions;
    this.sourceStep = forward ? xStep : yStep;
    this.resultStep = forward ? yStep : xStep;
    this.sizes = ShiftSizes.of(setting, shifts, layer, channels);
    double unitNanos = sizes.unitNanos(setting.costs(), shifts);
    this.work = Work.of(sizes.units, setting.threads(), unitNanos);
    this.filters = new FilterPacking<>(setting, layer, shifts, forward, sizes.channels);
  }

  @Override
  public FilterPacking<A> preparation() {
    return filters;
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return sizes.scratch();
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int band = unit % sizes.bands.count();
      int rest = unit / sizes.bands.count();
      int part = rest % sizes.parts;
      int merged = rest / sizes.parts % sizes.merges;
      int group = rest / sizes.parts / sizes.merges;
      int first = Layer.part(part, sizes.parts, filters.panels());
      int last = Layer.part(part + 1, sizes.parts, filters.panels());
      band(call, scratchOffset, group, merged, band, first, last);
    }
  }

  /** Computes panels {@code [first, end)} of the channels of a band. */
  private void band(
      Call<A> call, int scratchOffset, int group, int merged, int band, int first, int end) {
    Panel panel = sizes.panel(merged, band);
    int slice = merged * sizes.slices;
    A x = forward ? call.x : call.y;
    int from = forward ? call.xOffset + layer.x(group) : call.yOffset + layer.y(group);
    int blocks = shifts.blocks();
    for (int b = 0; b < blocks; b = Multiplier.next(b, sizes.blocks, blocks)) {
      int endBlock = Math.min(blocks, b + sizes.blocks);
      source.pack(
          arithmetic, x, from, sourceStep, slice, panel, b, endBlock, call.scratch, scratchOffset);
      for (int i = first; i < end; i++) {
        channels(call, scratchOffset, group, slice, panel, b, endBlock, i);
      }
    }
  }

  /** Adds what blocks {@code [b, endBlock)} of the source give to panel i of the channels. */
  private void channels(
      Call<A> call,
      int scratchOffset,
      int group,
      int slice,
      Panel panel,
      int b,
      int endBlock,
      int i) {
    int c = filters.channel(i);
    int end = filters.channel(i + 1);
    A y = forward ? call.y : call.x;
    int to = forward ? call.yOffset + layer.y(group) : call.xOffset + layer.x(group);
    boolean overwrite = b == 0 && !call.accumulate;
    if (overwrite && !shifts.isPartition()) {
      result.clear(arithmetic, c, end, panel, slice, y, to, resultStep);
    }
    boolean add = !overwrite || !shifts.isPartition();
    A bias = forward && b == 0 ? call.bias : null;
    boolean activate = forward && endBlock == shifts.blocks() && !activation.isNone();
    int tile = scratchOffset + sizes.packed;
    for (int r = 0; r < panel.rows(); r = Multiplier.next(r, sizes.rows, panel.rows())) {
      int rows = Math.min(sizes.rows, panel.rows() - r);
      int n = panel.positions(rows);
      for (int phase = 0; phase < shifts.phases(); phase++) {
        if (bias != null) {
          int from = call.biasOffset + group * layer.filters + c;
          arithmetic.spread(bias, from, end - c, n, false, call.scratch, tile, n, 1);
        }
        multiply(
            call, scratchOffset, tile, group, panel, phase, r, rows, b, endBlock, i, bias != null);
        result.unpack(
            arithmetic,
            call.scratch,
            tile,
            phase,
            c,
            end,
            panel,
            r,
            rows,
            slice,
            add,
            y,
            to,
            resultStep);
      }
      if (activate) {
        result.activate(arithmetic, activation, c, end, panel, r, rows, slice, y, to, resultStep);
      }
    }
  }

  /**
   * Adds up the taps of a phase in a tile of some lines from line r on; each of them only for the
   * lines to which it adds cells.
   */
  private void multiply(
      Call<A> call,
      int packed,
      int tile,
      int group,
      Panel panel,
      int phase,
      int r,
      int lines,
      int b,
      int endBlock,
      int i,
      boolean accumulate) {
    int rows = (filters.channel(i + 1) - filters.channel(i)) * shifts.resultRows();
    int n = panel.positions(lines);
    int line = panel.slices() * panel.stride();
    boolean add = accumulate;
    for (int tap : shifts.taps(phase)) {
      int first = Math.max(r, shifts.firstLine(tap) - panel.firstRow());
      int count = Math.min(r + lines, shifts.endLine(tap) - panel.firstRow()) - first;
      if (count <= 0) {
        continue;
      }
      if (!add && count < lines) {
        arithmetic.zero(call.scratch, tile, rows * n);
        add = true;
      }
      multiplier.accumulate(
          rows,
          panel.positions(count),
          (endBlock - b) * shifts.sourceRows(),
          call.prepared,
          call.preparedOffset + filters.offset(group, tap, i, b * shifts.sourceRows()),
          r == 0,
          call.scratch,
          packed + first * line + shifts.offset(panel, tap),
          panel.rowLength(),
          add,
          call.scratch,
          tile + (first - r) * line,
          n);
      add = true;
    }
    if (!add) {
      arithmetic.zero(call.scratch, tile, rows * n);
    }
  }
}

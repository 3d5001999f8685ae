package io.colonnade.gemm.shift;

import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.lowering.Bands;
import io.colonnade.lowering.Panel;
import io.colonnade.lowering.ShiftedSource;
import io.colonnade.lowering.Shifts;
import io.colonnade.numeric.Arithmetic;

/**
 * {@code dW = Σ dY·Xᵀ} over the batch, by {@linkplain Shifts shifts}: a band of X is packed once,
 * and for each shifted tap the product of dY and its view is added to the packed gradient of some
 * blocks of channels, which is brought to dW in the end.
 *
 * <p>Where lines of the view do not follow each other densely, they are multiplied one by one: what
 * lies between them belongs to other positions, whose infinities must not reach this tap.
 *
 * <p>The work is divided by group and blocks of channels, so that each element of dW is summed by
 * one task, image after image and band after band, whatever the number of threads.
 */
final class ShiftWeightsKernel<A> implements Kernel<A> {
  /** Bytes of scratch: the gradient of all taps of many channels. */
  private static final long LIMIT = 4 << 20;

  /** Positions of a band. */
  private static final int POSITIONS = 1024;

  /** Time to bring one element of the gradient to dW. */
  private static final double UNPACKED = 1;

  /** How much longer products of dense views take than the costs say, as fitted. */
  private static final double DENSE = 1.3;

  private final Layer layer;
  private final Arithmetic<A> arithmetic;
  private final Multiplier<A> multiplier;
  private final Shifts shifts;
  private final ShiftedSource source;
  private final Bands bands;
  private final Panel[] panels;
  private final int blocks;
  private final int parts;
  private final Work work;
  private final int gradient;
  private final int packed;

  ShiftWeightsKernel(Setting<A> setting, boolean lowered) {
    layer = new Layer(setting.problem());
    arithmetic = setting.arithmetic();
    multiplier = setting.multiplier();
    shifts = Shifts.convolution(setting.problem(), lowered);
    source = new ShiftedSource(shifts);
    int threads = setting.threads();
    parts = Work.isEnough(layer.groups, threads) ? 1 : Math.min(threads, shifts.blocks());
    long limit = setting.scratchLimit(LIMIT);
    bands = new Bands(shifts.rows(), shifts.columns(), POSITIONS, 1);
    panels = new Panel[bands.count()];
    int row = 0;
    for (int band = 0; band < panels.length; band++) {
      panels[band] = shifts.panel(bands, band, 1);
      row = Math.max(row, panels[band].rowLength());
    }
    int gradientRows = layer.filters * shifts.taps();
    long block = ((long) row + gradientRows) * shifts.sourceRows();
    blocks = (int) Math.max(1, Math.min((shifts.blocks() + parts - 1) / parts, limit / block));
    gradient = Math.multiplyExact(blocks * shifts.sourceRows(), gradientRows);
    packed = Math.multiplyExact(blocks * shifts.sourceRows(), row);
    work = Work.of(layer.groups * parts, threads, unitNanos(setting.costs()));
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return (long) gradient + packed;
  }

  private double unitNanos(Costs costs) {
    double rows = (double) shifts.blocks() * shifts.sourceRows() / parts;
    double many = Math.ceil(rows / shifts.sourceRows() / blocks);
    double slice = 0;
    for (Panel panel : panels) {
      double seen = shifts.seen() * panel.rows();
      double lines = panel.isDense() ? 1 : seen;
      double positions = panel.isDense() ? seen * panel.columns() : panel.columns();
      double product =
          (panel.isDense() ? DENSE : 1)
              * costs.gemmSums(multiplier.blocks(), layer.filters, rows / many, positions);
      double packing = ShiftSizes.packing(costs, shifts, panel, rows);
      slice += packing + many * shifts.taps() * lines * product;
    }
    double slices = (double) layer.images * shifts.slices();
    return slices * slice + UNPACKED * layer.filters * rows * shifts.taps();
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int part = unit % parts;
      int end = Layer.part(part + 1, parts, shifts.blocks());
      for (int b = Layer.part(part, parts, shifts.blocks()); b < end; ) {
        int next = Multiplier.next(b, blocks, end);
        blocks(call, scratchOffset, unit / parts, b, next);
        b = next;
      }
    }
  }

  /** The gradient of the blocks {@code [b, end)} of a group. */
  private void blocks(Call<A> call, int scratchOffset, int group, int b, int end) {
    int rows = (end - b) * shifts.sourceRows();
    arithmetic.zero(call.scratch, scratchOffset, rows * layer.filters * shifts.taps());
    int xStep = layer.groups * layer.channels * layer.cells;
    int from = call.xOffset + layer.x(group);
    int slices = layer.images * shifts.slices();
    for (int slice = 0; slice < slices; slice++) {
      int y = call.yOffset + layer.y(slice / shifts.slices() * layer.groups + group);
      y += slice % shifts.slices() * shifts.rows() * shifts.columns();
      for (int band = 0; band < panels.length; band++) {
        source.pack(
            arithmetic,
            call.x,
            from,
            xStep,
            slice,
            panels[band],
            b,
            end,
            call.scratch,
            scratchOffset + gradient);
        int first = y + bands.firstPosition(band);
        for (int tap = 0; tap < shifts.taps(); tap++) {
          int to = scratchOffset + tap * layer.filters * rows;
          multiply(call, first, panels[band], scratchOffset + gradient, tap, rows, to);
        }
      }
    }
    unpack(call, scratchOffset, group, b, end);
  }

  /** The product for a tap, of the lines to which it adds cells. */
  private void multiply(Call<A> call, int y, Panel panel, int packed, int tap, int rows, int to) {
    int first = Math.max(0, shifts.firstLine(tap) - panel.firstRow());
    int end = Math.min(panel.rows(), shifts.endLine(tap) - panel.firstRow());
    int lines = panel.isDense() ? end - first : 1;
    for (int line = first; line < end; line += lines) {
      multiplier.sums(
          layer.filters,
          rows,
          panel.positions(lines),
          call.y,
          y + line * panel.columns(),
          layer.yFilter,
          1,
          call.scratch,
          packed + shifts.offset(panel, tap) + line * panel.stride(),
          1,
          panel.rowLength(),
          true,
          call.scratch,
          to,
          rows,
          1);
    }
  }

  /** Copies, or adds, the packed gradient of blocks {@code [first, end)} to dW. */
  private void unpack(Call<A> call, int packedOffset, int group, int first, int end) {
    int lowered = shifts.sourceRows();
    int rows = (end - first) * lowered;
    for (int filter = 0; filter < layer.filters; filter++) {
      int dw = call.wOffset + layer.w(group) + filter * layer.wFilter;
      for (int tap = 0; tap < layer.taps; tap++) {
        int shifted = tap / lowered % shifts.taps();
        int block = tap / lowered / shifts.taps() * layer.channels;
        int c = Math.max(0, first - block);
        int n = Math.min(layer.channels, end - block) - c;
        int from =
            packedOffset
                + (shifted * layer.filters + filter) * rows
                + (block + c - first) * lowered
                + tap % lowered;
        int to = dw + tap * layer.wTap + c * layer.wChannel;
        if (n > 0 && call.accumulate) {
          arithmetic.add(call.scratch, from, lowered, call.w, to, layer.wChannel, n);
        } else if (n > 0) {
          arithmetic.copy(call.scratch, from, lowered, call.w, to, layer.wChannel, n);
        }
      }
    }
  }
}

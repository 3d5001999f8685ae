package io.colonnade.gemm.im2col;

import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.GemmBlocks;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.PanelCutter;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.geometry.Window;
import io.colonnade.lowering.Lowering;
import org.jspecify.annotations.Nullable;

/**
 * {@code dX = col2im(Wᵀ·dY)}, band by band of output positions.
 *
 * <p>The work is divided by image, group and channels: windows overlap in space, so that no two
 * tasks may add to one channel.
 */
final class BackwardDataKernel<A> extends PassKernel<A> {
  /** How much longer an element takes to be added back than to be lowered, as measured. */
  private static final double ADDING = 2.5;

  /** How much longer filters take that are read across their rows. */
  private static final double ACROSS = 3.6;

  private final int channelParts;
  private final Work work;

  private BackwardDataKernel(
      Setting<A> setting,
      Layer layer,
      Columns columns,
      @Nullable FiltersLast<A> conversion,
      @Nullable FilterPanels<A> panels,
      int channelParts) {
    super(setting, layer, columns, conversion, panels);
    this.channelParts = channelParts;
    int units = layer.images * layer.groups * channelParts;
    this.work = Work.of(units, setting.threads(), unitNanos(setting.problem().window()));
  }

  static <A> BackwardDataKernel<A> of(Setting<A> given, boolean lowered) {
    FiltersLast<A> conversion = FiltersLast.of(given);
    Setting<A> setting =
        conversion == null ? given : given.withProblem(FiltersLast.converted(given.problem()));
    Layer layer = new Layer(setting.problem());
    Columns columns =
        lowered
            ? Columns.lowered(setting, 1)
            : Columns.input(setting.problem(), layer.positions, 1);
    int threads = setting.threads();
    boolean enough = Work.isEnough(layer.images * layer.groups, threads);
    int channelParts = enough ? 1 : Math.min(threads, layer.channels);
    FilterPanels<A> panels =
        conversion == null ? panels(setting, layer, columns, channelParts) : null;
    return new BackwardDataKernel<>(setting, layer, columns, conversion, panels, channelParts);
  }

  private static <A> @Nullable FilterPanels<A> panels(
      Setting<A> setting, Layer layer, Columns columns, int channelParts) {
    GemmBlocks blocks = setting.multiplier().blocks();
    int positions = columns.bands().maxPositions();
    int rows = Math.min(columns.depthBlock(), layer.depth / channelParts);
    boolean turned = turns(setting, layer, columns, layer.filters);
    if (!FilterPanels.pay(setting, layer, rows, layer.wDepth, turned, false)
        || blocks.packs(rows, positions, layer.filters, false)) {
      return null;
    }
    PanelCutter cutter =
        new PanelCutter(blocks, positions, layer.filters, !layer.channelsFirst, turned);
    for (int part = 0; part < channelParts; part++) {
      int first = Layer.part(part, channelParts, layer.channels);
      int channels = Layer.part(part + 1, channelParts, layer.channels) - first;
      for (int run = 0; run < layer.depthRuns(channels); run++) {
        int end = layer.depthRun(run, first) + layer.depthRunLength(channels);
        int k = layer.depthRun(run, first);
        for (; k < end; k = Multiplier.next(k, columns.depthBlock(), end)) {
          cutter.cut(k, k + Math.min(end - k, columns.depthBlock()));
        }
      }
    }
    return FilterPanels.backwardData(setting, layer, cutter.panels(layer.depth, layer.filters));
  }

  @Override
  public Work work() {
    return work;
  }

  private double unitNanos(Window window) {
    double depth = (double) layer.depth / channelParts;
    double inside = window.insidePairs() / ((double) window.outputSize() * window.kernelSize());
    double band =
        loweringNanos(inside * depth, ADDING)
            + filtersProductNanos(layer.filters, depth, false, ACROSS);
    return bands.count() * band;
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int part = unit % channelParts;
      int firstChannel = Layer.part(part, channelParts, layer.channels);
      int endChannel = Layer.part(part + 1, channelParts, layer.channels);
      channels(call, scratchOffset, unit / channelParts, firstChannel, endChannel);
    }
  }

  private void channels(
      Call<A> call, int scratchOffset, int imageGroup, int firstChannel, int endChannel) {
    int x = call.xOffset + layer.x(imageGroup);
    int y = call.yOffset + layer.y(imageGroup);
    int w = filtersOffset(call, imageGroup);
    int channels = endChannel - firstChannel;
    int first = x + firstChannel * layer.xChannel;
    Lowering lowering = columns.lowering();
    if (lowering == null) {
      product(
          call,
          firstChannel,
          channels,
          layer.positions,
          w,
          y,
          call.accumulate,
          call.x,
          first,
          layer.xChannel,
          layer.xCell,
          scratchOffset);
      return;
    }
    if (!call.accumulate) {
      zero(call.x, first, channels, layer.xChannel, layer.cells, layer.xCell);
    }
    for (int band = 0; band < bands.count(); band++) {
      int from = y + bands.firstPosition(band) * layer.yPosition;
      for (int run = 0; run < layer.depthRuns(channels); run++) {
        int k = layer.depthRun(run, firstChannel);
        rows(
            call, scratchOffset, x, w, from, lowering, band, k, k + layer.depthRunLength(channels));
      }
    }
  }

  private void rows(
      Call<A> call,
      int scratchOffset,
      int x,
      int w,
      int y,
      Lowering lowering,
      int band,
      int firstK,
      int endK) {
    int n = bands.positions(band);
    for (int k = firstK; k < endK; k = Multiplier.next(k, columns.depthBlock(), endK)) {
      int depth = Math.min(endK - k, columns.depthBlock());
      product(
          call,
          k,
          depth,
          n,
          w,
          y,
          false,
          call.scratch,
          scratchOffset,
          columnsRow(n),
          columnsPosition(depth),
          scratchOffset);
      lowering.col2im(
          arithmetic, call.x, x, k, k + depth, bands, band, call.scratch, scratchOffset, false);
    }
  }

  /** Multiplies some matrix rows of the filters with n positions of the gradient. */
  private void product(
      Call<A> call,
      int firstK,
      int depth,
      int n,
      int w,
      int y,
      boolean accumulate,
      A c,
      int cOffset,
      int cRow,
      int cColumn,
      int scratchOffset) {
    multiplier.multiply(
        panels(),
        firstK,
        depth,
        0,
        layer.filters,
        n,
        filters(call),
        w,
        layer.wDepth,
        layer.wFilter,
        call.y,
        y,
        layer.yFilter,
        layer.yPosition,
        accumulate,
        c,
        cOffset,
        cRow,
        cColumn,
        call.scratch,
        tileOffset(scratchOffset));
  }
}

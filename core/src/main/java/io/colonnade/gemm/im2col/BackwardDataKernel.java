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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code dX = col2im(Wᵀ·dY)}, band by band of output positions; or for some images at a time, whose
 * columns then lie side by side, and rows of dY in a tile.
 *
 * <p>The work is divided by images, group and channels: windows overlap in space, so that no two
 * tasks may add to one channel.
 */
final class BackwardDataKernel<A> extends PassKernel<A> {
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
    int units = sets * layer.groups * channelParts;
    this.work = Work.of(units, setting.threads(), unitNanos(setting.problem().window()));
  }

  static <A> BackwardDataKernel<A> of(Setting<A> given, boolean lowered) {
    FiltersLast<A> conversion = FiltersLast.of(given);
    Setting<A> setting =
        conversion == null ? given : given.withProblem(FiltersLast.converted(given.problem()));
    Columns columns =
        lowered
            ? Columns.lowered(setting, 1)
            : Columns.input(setting.problem(), setting.problem().window().outputSize(), 1);
    return of(setting, conversion, columns);
  }

  /** Of several images at a time, if there is room for two; for channels first. */
  static <A> BackwardDataKernel<A> ofImages(Setting<A> setting) {
    Layer layer = new Layer(setting.problem());
    Columns columns =
        Columns.ofImages(setting, Columns.plane(setting.problem()), layer.images, layer.filters);
    return columns.images() == 1 ? of(setting, true) : of(setting, null, columns);
  }

  private static <A> BackwardDataKernel<A> of(
      Setting<A> setting, @Nullable FiltersLast<A> conversion, Columns columns) {
    Layer layer = new Layer(setting.problem());
    int threads = setting.threads();
    int sets = ceil(layer.images, columns.images());
    boolean enough = Work.isEnough(sets * layer.groups, threads);
    int channelParts = enough ? 1 : Math.min(threads, layer.channels);
    FilterPanels<A> panels =
        conversion == null ? panels(setting, layer, columns, channelParts) : null;
    return new BackwardDataKernel<>(setting, layer, columns, conversion, panels, channelParts);
  }

  private static <A> @Nullable FilterPanels<A> panels(
      Setting<A> setting, Layer layer, Columns columns, int channelParts) {
    GemmBlocks blocks = setting.multiplier().blocks();
    int positions = columns.maxPositions();
    int rows = Math.min(columns.depthBlock(), layer.depth / channelParts);
    boolean turned = columns.images() == 1 && turns(setting, layer, columns, layer.filters);
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

  @Override
  public long scratch() {
    return super.scratch() + tileElements(layer.filters);
  }

  private double unitNanos(Window window) {
    double depth = (double) layer.depth / channelParts;
    double inside = window.insidePairs() / ((double) window.outputSize() * window.kernelSize());
    double band =
        loweringNanos(inside * depth, false)
            + filtersProductNanos(layer.filters, depth, false, ACROSS);
    return bands.count() * band + tileNanos(layer.filters);
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int part = unit % channelParts;
      int firstChannel = Layer.part(part, channelParts, layer.channels);
      int channels = Layer.part(part + 1, channelParts, layer.channels) - firstChannel;
      int group = unit / channelParts % layer.groups;
      int set = unit / channelParts / layer.groups;
      channels(call, scratchOffset, group, set, firstChannel, channels);
    }
  }

  private void channels(
      Call<A> call, int scratchOffset, int group, int set, int firstChannel, int channels) {
    if (columns.lowering() == null) {
      int imageGroup = set * layer.groups + group;
      product(
          call,
          firstChannel,
          channels,
          layer.positions,
          group,
          call.y,
          call.yOffset + layer.y(imageGroup),
          layer.yFilter,
          call.accumulate,
          call.x,
          call.xOffset + layer.x(imageGroup) + firstChannel * layer.xChannel,
          layer.xChannel,
          layer.xCell,
          scratchOffset);
      return;
    }
    for (int image = firstImage(set); !call.accumulate && image < firstImage(set + 1); image++) {
      int x = call.xOffset + layer.x(image * layer.groups + group);
      int first = x + firstChannel * layer.xChannel;
      zero(call.x, first, channels, layer.xChannel, layer.cells, layer.xCell);
    }
    if (isTiled()) {
      tile(call, set, group, 0, layer.filters, scratchOffset);
    }
    for (int band = 0; band < bands.count(); band++) {
      for (int run = 0; run < layer.depthRuns(channels); run++) {
        int k = layer.depthRun(run, firstChannel);
        rows(call, scratchOffset, group, set, band, k, k + layer.depthRunLength(channels));
      }
    }
  }

  private void rows(
      Call<A> call, int scratchOffset, int group, int set, int band, int firstK, int endK) {
    Lowering lowering = Objects.requireNonNull(columns.lowering());
    int positions = bands.positions(band);
    int n = images(set) * positions;
    int row = columns.rowLength(n);
    for (int k = firstK; k < endK; k = Multiplier.next(k, columns.depthBlock(), endK)) {
      int depth = Math.min(endK - k, columns.depthBlock());
      product(
          call,
          k,
          depth,
          n,
          group,
          gradient(call),
          gradientOffset(call, scratchOffset, group, set, band, 0),
          gradientRow(n),
          false,
          call.scratch,
          scratchOffset,
          columnsRow(n),
          columnsPosition(depth),
          scratchOffset);
      for (int i = 0; i < images(set); i++) {
        int x = call.xOffset + layer.x((firstImage(set) + i) * layer.groups + group);
        int from = scratchOffset + i * positions;
        lowering.col2im(
            arithmetic, call.x, x, k, k + depth, bands, band, call.scratch, from, row, false);
      }
    }
  }

  /** Multiplies some matrix rows of the filters with n positions of the gradient. */
  private void product(
      Call<A> call,
      int firstK,
      int depth,
      int n,
      int group,
      A dy,
      int y,
      int yFilter,
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
        filtersOffset(call, group),
        layer.wDepth,
        layer.wFilter,
        dy,
        y,
        yFilter,
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

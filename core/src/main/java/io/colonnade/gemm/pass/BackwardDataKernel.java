package io.colonnade.gemm.pass;

import io.colonnade.lowering.Lowering;
import org.jspecify.annotations.Nullable;

/**
 * {@code dX = col2im(Wᵀ·dY)}, band by band of output positions.
 *
 * <p>The work is divided by image, group and channels: windows overlap in space, so that no two
 * tasks may add to one channel.
 */
final class BackwardDataKernel<A> extends PassKernel<A> {
  /** How much longer a block takes to be added back than to be lowered, as measured. */
  private static final double ADDING = 4;

  private final int channelParts;
  private final int units;
  private final int tasks;

  private BackwardDataKernel(
      Setting<A> setting, Layer layer, Columns columns, @Nullable FiltersLast<A> conversion) {
    super(setting, layer, columns, conversion);
    int threads = setting.threads();
    int imageGroups = layer.images * layer.groups;
    this.channelParts = isEnough(imageGroups, threads) ? 1 : Math.min(threads, layer.channels);
    this.units = imageGroups * channelParts;
    this.tasks = Math.min(threads, units);
  }

  static <A> BackwardDataKernel<A> of(Setting<A> given, boolean lowered) {
    FiltersLast<A> conversion = FiltersLast.of(given, false);
    Setting<A> setting =
        conversion == null ? given : given.withProblem(FiltersLast.converted(given.problem()));
    Layer layer = new Layer(setting.problem());
    Columns columns =
        lowered
            ? Columns.lowered(setting, 1)
            : Columns.input(setting.problem(), layer.positions, 1);
    return new BackwardDataKernel<>(setting, layer, columns, conversion);
  }

  @Override
  public int tasks() {
    return tasks;
  }

  @Override
  public double nanos() {
    double depth = (double) layer.depth / channelParts;
    double band = ADDING * loweringNanos(depth) + productNanos(layer.filters, depth);
    return busiest(units, tasks) * bands.count() * band;
  }

  @Override
  public void run(int task, Call<A> call, int scratchOffset) {
    int last = Layer.part(task + 1, tasks, units);
    for (int unit = Layer.part(task, tasks, units); unit < last; unit++) {
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
      multiplier.multiply(
          channels,
          layer.positions,
          layer.filters,
          filters(call),
          w + firstChannel * layer.wDepth,
          layer.wDepth,
          layer.wFilter,
          call.y,
          y,
          layer.yFilter,
          layer.yPosition,
          call.accumulate,
          call.x,
          first,
          layer.xChannel,
          layer.xCell);
      return;
    }
    if (!call.accumulate) {
      zero(call.x, first, channels);
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

  private void zero(A x, int first, int channels) {
    if (layer.channelsFirst) {
      arithmetic.zero(x, first, channels * layer.cells);
    } else {
      arithmetic.zeroRows(x, first, layer.xCell, layer.cells, channels);
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
      multiplier.multiply(
          depth,
          n,
          layer.filters,
          filters(call),
          w + k * layer.wDepth,
          layer.wDepth,
          layer.wFilter,
          call.y,
          y,
          layer.yFilter,
          layer.yPosition,
          false,
          call.scratch,
          scratchOffset,
          columnsRow(n),
          columnsPosition(depth));
      lowering.col2im(
          arithmetic, call.x, x, k, k + depth, bands, band, call.scratch, scratchOffset, false);
    }
  }
}

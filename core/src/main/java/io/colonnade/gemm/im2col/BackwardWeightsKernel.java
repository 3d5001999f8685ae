package io.colonnade.gemm.im2col;

import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.lowering.Bands;

/**
 * {@code dW = Σ dY·cols(X)ᵀ} over the batch, band by band of output positions; or over some images
 * at a time, whose columns then lie side by side, and rows of dY in a tile.
 *
 * <p>The work is divided by group, filters and matrix rows, so that each element of dW is summed by
 * one task, image after image and band after band, whatever the number of threads. Where nothing is
 * lowered, and filters are many, tasks share out the filters alone: matrix rows of two tasks meet
 * within a line of dW, in every filter, and tasks that write to it time and again wait for each
 * other.
 */
final class BackwardWeightsKernel<A> extends PassKernel<A> {
  /** Fewer filters than these a task make products slower than waiting does. */
  private static final int LEAST_FILTERS = 128;

  private final int filterParts;
  private final int depthParts;
  private final Work work;

  private BackwardWeightsKernel(Setting<A> setting, Layer layer, Columns columns, int filterParts) {
    super(setting, layer, columns, null, null);
    int threads = setting.threads();
    boolean enough = Work.isEnough(layer.groups * filterParts, threads);
    this.filterParts = filterParts;
    this.depthParts = enough ? 1 : Math.min(threads, layer.depth);
    this.work = Work.of(layer.groups * filterParts * depthParts, threads, unitNanos());
  }

  static <A> BackwardWeightsKernel<A> of(Setting<A> setting, boolean lowered) {
    Layer layer = new Layer(setting.problem());
    long most = setting.multiplier().blocks().mostTerms(layer.filters, layer.depth);
    Columns columns =
        lowered ? Columns.lowered(setting, 1) : Columns.input(setting.problem(), most, 1);
    int threads = setting.threads();
    boolean divided =
        !lowered
            && layer.wDepth == 1
            && layer.filters / threads >= LEAST_FILTERS
            && !Work.isEnough(layer.groups, threads);
    return new BackwardWeightsKernel<>(setting, layer, columns, divided ? threads : 1);
  }

  /** Of several images at a time, if there is room for two; for channels first. */
  static <A> BackwardWeightsKernel<A> ofImages(Setting<A> setting) {
    Layer layer = new Layer(setting.problem());
    int parts = ceil(layer.filters, Columns.MOST_TILE_ROWS);
    Bands plane = Columns.plane(setting.problem());
    Columns columns = Columns.ofImages(setting, plane, layer.images, ceil(layer.filters, parts));
    return columns.images() == 1
        ? of(setting, true)
        : new BackwardWeightsKernel<>(setting, layer, columns, parts);
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return super.scratch() + tileElements(ceil(layer.filters, filterParts));
  }

  private double unitNanos() {
    double filters = (double) layer.filters / filterParts;
    double depth = (double) layer.depth / depthParts;
    double blocks = (double) sets * bands.count();
    double positions = (double) columns.images() * bands.allPositions() / bands.count();
    double product =
        layer.channelsFirst
            ? costs.gemmSums(multiplier.blocks(), filters, depth, positions)
            : productNanos(filters, depth, false);
    return blocks * (loweringNanos(depth, true) + product + tileNanos(filters));
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      for (int set = 0; set < sets; set++) {
        for (int band = 0; band < bands.count(); band++) {
          block(call, scratchOffset, unit, set, band, call.accumulate || set > 0 || band > 0);
        }
      }
    }
  }

  /** Adds what a band of a set of images contributes to the gradients of a unit. */
  private void block(
      Call<A> call, int scratchOffset, int unit, int set, int band, boolean accumulate) {
    int depthPart = unit % depthParts;
    int filterPart = unit / depthParts % filterParts;
    int group = unit / depthParts / filterParts;
    int endK = Layer.part(depthPart + 1, depthParts, layer.depth);
    int first = Layer.part(filterPart, filterParts, layer.filters);
    int filters = Layer.part(filterPart + 1, filterParts, layer.filters) - first;
    if (isTiled()) {
      tile(call, set, group, first, filters, scratchOffset);
    }
    int k = Layer.part(depthPart, depthParts, layer.depth);
    for (; k < endK; k = Multiplier.next(k, columns.depthBlock(), endK)) {
      int depth = Math.min(endK - k, columns.depthBlock());
      if (columns.lowering() != null) {
        lower(call, set, group, band, k, depth, scratchOffset);
      }
      multiply(call, scratchOffset, group, set, band, first, filters, k, depth, accumulate);
    }
  }

  /** The product of some filters' rows of dY with some matrix rows. */
  private void multiply(
      Call<A> call,
      int scratchOffset,
      int group,
      int set,
      int band,
      int first,
      int filters,
      int k,
      int depth,
      boolean accumulate) {
    boolean lowered = columns.lowering() != null;
    int n = images(set) * bands.positions(band);
    int x =
        call.xOffset
            + layer.x(firstImage(set) * layer.groups + group)
            + k * layer.xChannel
            + bands.firstPosition(band) * layer.xCell;
    multiplier.sums(
        filters,
        depth,
        n,
        gradient(call),
        gradientOffset(call, scratchOffset, group, set, band, first),
        gradientRow(n),
        layer.yPosition,
        lowered ? call.scratch : call.x,
        lowered ? scratchOffset : x,
        lowered ? columnsPosition(depth) : layer.xCell,
        lowered ? columnsRow(n) : layer.xChannel,
        accumulate,
        call.w,
        call.wOffset + layer.w(group) + first * layer.wFilter + k * layer.wDepth,
        layer.wFilter,
        layer.wDepth);
  }
}

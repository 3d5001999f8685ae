package io.colonnade.gemm.im2col;

import io.colonnade.Activation;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.GemmBlocks;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.lowering.Bands;
import io.colonnade.lowering.Lowering;
import org.jspecify.annotations.Nullable;

/**
 * {@code Y = act(W·cols(X) + b)} for small planes of a batch: the columns of some images lie side
 * by side, so that one product has the positions of all, and its results are brought to the images
 * from a tile.
 *
 * <p>The work is divided by parts of the filters, sets of images and groups; each part of the
 * filters lowers the columns anew.
 */
final class BatchKernel<A> extends PassKernel<A> {
  /**
   * How much longer products take than is expected where those of single images need no company, as
   * fitted: they read panels, or their positions fill vectors.
   */
  private static final double NEEDLESS = 1.2;

  private final Activation activation;
  private final int parts;
  private final Work work;

  private BatchKernel(
      Setting<A> setting,
      Layer layer,
      Columns columns,
      @Nullable FilterPanels<A> panels,
      int parts) {
    super(setting, layer, columns, null, panels);
    this.activation = setting.activation();
    this.parts = parts;
    this.work = Work.of(parts * sets * layer.groups, setting.threads(), unitNanos());
  }

  static <A> BatchKernel<A> of(Setting<A> setting) {
    Layer layer = new Layer(setting.problem());
    Lowering lowering = Lowering.onLines(setting.problem());
    long limit = Columns.roomOfImages(setting);
    int parts = ceil(layer.filters, Columns.MOST_TILE_ROWS);
    int row = lowering.rowLength(layer.positions);
    while ((ceil(layer.filters, parts) + 1L) * row > limit && parts < layer.filters) {
      parts = Math.min(layer.filters, 2 * parts);
    }
    int sets = ceil(layer.images, Math.max(1, GemmBlocks.POSITIONS / layer.positions));
    int threads = setting.threads();
    if (!Work.isEnough(parts * sets * layer.groups, threads)) {
      sets = Math.min(layer.images, ceil(sets, threads) * threads);
    }
    int images = ceil(layer.images, sets);
    Bands plane = new Bands(setting.problem().window(), layer.positions, 1);
    Columns columns = Columns.ofImages(setting, plane, images, ceil(layer.filters, parts));
    FilterPanels<A> panels =
        ForwardKernel.panels(setting, setting, false, layer, columns, parts, false);
    return new BatchKernel<>(setting, layer, columns, panels, parts);
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return super.scratch()
        + (long) ceil(layer.filters, parts) * columns.rowLength(columns.maxPositions());
  }

  private double unitNanos() {
    double filters = (double) layer.filters / parts;
    double results = filters * columns.images() * layer.positions;
    double product = filtersProductNanos(filters, layer.depth, true, 0);
    boolean needless = panels() != null || GemmBlocks.fillVectors(layer.positions);
    return loweringNanos(layer.depth, true)
        + (needless ? NEEDLESS * product : product)
        + costs.moved(results, layer.positions);
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int group = unit % layer.groups;
      int set = unit / layer.groups % sets;
      int part = unit / layer.groups / sets;
      int first = Layer.part(part, parts, layer.filters);
      int filters = Layer.part(part + 1, parts, layer.filters) - first;
      int tile = scratchOffset + (int) super.scratch();
      multiply(call, scratchOffset, tile, group, set, first, filters);
      int row = columnsRow(images(set) * layer.positions);
      for (int i = 0; i < images(set); i++) {
        int imageGroup = (firstImage(set) + i) * layer.groups + group;
        store(call, tile + i * layer.positions, row, imageGroup, first, filters);
      }
    }
  }

  /** Sets the tile to the sums of some filters and images. */
  private void multiply(
      Call<A> call, int scratchOffset, int tile, int group, int set, int first, int filters) {
    int n = images(set) * layer.positions;
    int row = columnsRow(n);
    if (call.bias != null) {
      int bias = call.biasOffset + group * layer.filters + first;
      arithmetic.spread(call.bias, bias, filters, n, false, call.scratch, tile, row, 1);
    }
    for (int k = 0; k < layer.depth; k = Multiplier.next(k, columns.depthBlock(), layer.depth)) {
      int depth = Math.min(layer.depth - k, columns.depthBlock());
      lower(call, set, group, 0, k, depth, scratchOffset);
      multiplier.multiply(
          panels(),
          first,
          filters,
          k,
          depth,
          n,
          filters(call),
          filtersOffset(call, group),
          layer.wFilter,
          layer.wDepth,
          call.scratch,
          scratchOffset,
          row,
          1,
          call.bias != null || k > 0,
          call.scratch,
          tile,
          row,
          1,
          call.scratch,
          tileOffset(scratchOffset));
    }
  }

  /** Brings the sums of an image to Y. */
  private void store(Call<A> call, int from, int row, int imageGroup, int first, int filters) {
    int y = call.yOffset + layer.y(imageGroup) + first * layer.yFilter;
    int n = layer.positions;
    arithmetic.putRows(
        call.accumulate, call.scratch, from, row, 1, call.y, y, layer.yFilter, 1, filters, n);
    if (!activation.isNone()) {
      arithmetic.activate(activation, call.y, y, layer.yFilter, 1, filters, n);
    }
  }
}

package io.colonnade.gemm.im2col;

import io.colonnade.Activation;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.GemmBlocks;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.lowering.Lowering;
import java.util.Objects;
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
  /** Filters of a part, at most: their results stay near the L2 cache. */
  private static final int MOST_FILTERS = 512;

  /**
   * How much longer products take than is expected where those of single images need no company, as
   * fitted: they read panels, or their positions fill vectors.
   */
  private static final double NEEDLESS = 1.2;

  private final Activation activation;
  private final int sets;
  private final int parts;
  private final int rowLength;
  private final Work work;

  private BatchKernel(
      Setting<A> setting,
      Layer layer,
      Columns columns,
      @Nullable FiltersLast<A> conversion,
      @Nullable FilterPanels<A> panels,
      int sets,
      int parts) {
    super(setting, layer, columns, conversion, panels);
    this.activation = setting.activation();
    this.sets = sets;
    this.parts = parts;
    this.rowLength = columns.rowLength(columns.maxPositions());
    this.work = Work.of(parts * sets * layer.groups, setting.threads(), unitNanos());
  }

  static <A> BatchKernel<A> of(Setting<A> given) {
    FiltersLast<A> conversion = FiltersLast.of(given);
    Setting<A> setting =
        conversion == null ? given : given.withProblem(FiltersLast.converted(given.problem()));
    Layer layer = new Layer(setting.problem());
    int parts = ceil(layer.filters, MOST_FILTERS);
    int sets = ceil(layer.images, Math.max(1, GemmBlocks.POSITIONS / layer.positions));
    int threads = setting.threads();
    if (!Work.isEnough(parts * sets * layer.groups, threads)) {
      sets = Math.min(layer.images, ceil(sets, threads) * threads);
    }
    long own = (long) MOST_FILTERS * GemmBlocks.POSITIONS * setting.arithmetic().type().bytes();
    long limit = setting.scratchLimit(Columns.WORKSPACE + own);
    Lowering lowering = Lowering.onLines(setting.problem());
    int images = ceil(layer.images, sets);
    while ((ceil(layer.filters, parts) + 1L) * row(lowering, layer, images) > limit
        && (images > 1 || parts < layer.filters)) {
      if (images > 1) {
        images = ceil(images, 2);
      } else {
        parts = Math.min(layer.filters, 2 * parts);
      }
    }
    long row = row(lowering, layer, images);
    long room = Math.max(row, limit - ceil(layer.filters, parts) * row);
    Columns columns = Columns.ofImages(setting.problem(), images, room);
    FilterPanels<A> panels =
        ForwardKernel.panels(given, setting, conversion != null, layer, columns, parts, false);
    sets = ceil(layer.images, images);
    return new BatchKernel<>(setting, layer, columns, conversion, panels, sets, parts);
  }

  /** From one matrix row to the next, and from one row of the tile. */
  private static long row(Lowering lowering, Layer layer, int images) {
    return lowering.rowLength(images * layer.positions);
  }

  private static int ceil(int n, int most) {
    return (n + most - 1) / most;
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return super.scratch() + (long) ceil(layer.filters, parts) * rowLength;
  }

  private double unitNanos() {
    double filters = (double) layer.filters / parts;
    double results = filters * columns.images() * layer.positions;
    double product = filtersProductNanos(filters, layer.depth, true, 0);
    boolean needless = panels() != null || GemmBlocks.fillVectors(layer.positions);
    return loweringNanos(layer.depth, 1)
        + (needless ? NEEDLESS * product : product)
        + costs.moved(results, layer.positions);
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int group = unit % layer.groups;
      int set = unit / layer.groups % sets;
      int part = unit / layer.groups / sets;
      int firstImage = Layer.part(set, sets, layer.images);
      int images = Layer.part(set + 1, sets, layer.images) - firstImage;
      int first = Layer.part(part, parts, layer.filters);
      int filters = Layer.part(part + 1, parts, layer.filters) - first;
      int tile = scratchOffset + (int) super.scratch();
      multiply(call, scratchOffset, tile, group, firstImage, images, first, filters);
      for (int i = 0; i < images; i++) {
        int imageGroup = (firstImage + i) * layer.groups + group;
        store(call, tile + i * layer.positions, imageGroup, first, filters);
      }
    }
  }

  /** Sets the tile to the sums of some filters and images. */
  private void multiply(
      Call<A> call,
      int scratchOffset,
      int tile,
      int group,
      int firstImage,
      int images,
      int first,
      int filters) {
    int n = images * layer.positions;
    if (call.bias != null) {
      int bias = call.biasOffset + group * layer.filters + first;
      arithmetic.spread(call.bias, bias, filters, n, false, call.scratch, tile, rowLength, 1);
    }
    for (int k = 0; k < layer.depth; k = Multiplier.next(k, columns.depthBlock(), layer.depth)) {
      int depth = Math.min(layer.depth - k, columns.depthBlock());
      for (int i = 0; i < images; i++) {
        int imageGroup = (firstImage + i) * layer.groups + group;
        lower(call, imageGroup, k, depth, scratchOffset + i * layer.positions);
      }
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
          rowLength,
          1,
          call.bias != null || k > 0,
          call.scratch,
          tile,
          rowLength,
          1,
          call.scratch,
          tileOffset(scratchOffset));
    }
  }

  /** Lowers some matrix rows of an image. */
  private void lower(Call<A> call, int imageGroup, int k, int depth, int to) {
    Lowering lowering = Objects.requireNonNull(columns.lowering());
    int x = call.xOffset + layer.x(imageGroup);
    lowering.im2col(arithmetic, call.x, x, k, k + depth, bands, 0, call.scratch, to, rowLength);
  }

  /** Brings the sums of an image to Y. */
  private void store(Call<A> call, int from, int imageGroup, int first, int filters) {
    int y = call.yOffset + layer.y(imageGroup) + first * layer.yFilter;
    int n = layer.positions;
    arithmetic.putRows(
        call.accumulate, call.scratch, from, rowLength, 1, call.y, y, layer.yFilter, 1, filters, n);
    if (!activation.isNone()) {
      arithmetic.activate(activation, call.y, y, layer.yFilter, 1, filters, n);
    }
  }
}

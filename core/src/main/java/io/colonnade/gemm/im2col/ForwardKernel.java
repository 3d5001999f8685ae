package io.colonnade.gemm.im2col;

import io.colonnade.Activation;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.GemmBlocks;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.PanelCutter;
import io.colonnade.gemm.pass.Panels;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import org.jspecify.annotations.Nullable;

/**
 * {@code Y = act(W·cols(X) + b)}, band by band of output positions.
 *
 * <p>The work is divided by filters, image, group and band, in this order. Filters are divided
 * where the others are too few for the threads, since each part of them lowers the columns anew;
 * and, if nothing is lowered, where all of them do not stay in the cache from one image to the
 * next.
 */
final class ForwardKernel<A> extends PassKernel<A> {
  /** Fewer positions or filters than these a thread make matrix products slow. */
  private static final int LEAST_POSITIONS = 256;

  private static final int LEAST_FILTERS = 16;

  /** Filters of a part that is multiplied with one image after the other. */
  private static final int LEAST_PART = 128;

  /**
   * Bytes of a way of an L1 cache, and its ways. Rows a multiple of many lines apart start in few
   * of its sets; so many of them do not stay in it while a product goes through the filters, which
   * then takes so much longer.
   */
  private static final int WAY = 4096;

  private static final int WAYS = 12;

  /** A product goes through the filters with at most about so many rows. */
  private static final int READ_ROWS = 96;

  private static final int MANY_ROWS = 32;
  private static final double SHARING = 1.25;

  private final Activation activation;
  private final int filterParts;
  private final Work work;

  private ForwardKernel(
      Setting<A> setting,
      Layer layer,
      Columns columns,
      @Nullable FiltersLast<A> conversion,
      @Nullable FilterPanels<A> panels,
      int filterParts) {
    super(setting, layer, columns, conversion, panels);
    this.activation = setting.activation();
    this.filterParts = filterParts;
    int units = layer.images * layer.groups * filterParts * bands.count();
    this.work = Work.of(units, setting.threads(), unitNanos());
  }

  static <A> ForwardKernel<A> of(Setting<A> given, boolean lowered) {
    FiltersLast<A> conversion = FiltersLast.of(given);
    Setting<A> setting =
        conversion == null ? given : given.withProblem(FiltersLast.converted(given.problem()));
    Layer layer = new Layer(setting.problem());
    int threads = setting.threads();
    boolean enough = Work.isEnough(layer.images * layer.groups, threads);
    boolean divideFilters = !enough && dividesFilters(setting, layer, threads);
    int filterParts = divideFilters ? threads : lowered ? 1 : cachedParts(setting, layer);
    int multiple = enough || divideFilters ? 1 : threads;
    Columns columns =
        lowered
            ? Columns.lowered(setting, multiple)
            : Columns.input(setting.problem(), layer.positions, multiple);
    boolean turned = turns(setting, layer, columns, columns.depthBlock());
    FilterPanels<A> panels =
        panels(given, setting, conversion != null, layer, columns, filterParts, turned);
    return new ForwardKernel<>(setting, layer, columns, conversion, panels, filterParts);
  }

  /**
   * The panels of filters that products of {@code columns} read; {@code null} for none.
   *
   * @param turned whether the products are turned over
   */
  static <A> @Nullable FilterPanels<A> panels(
      Setting<A> given,
      Setting<A> setting,
      boolean converted,
      Layer layer,
      Columns columns,
      int filterParts,
      boolean turned) {
    GemmBlocks blocks = setting.multiplier().blocks();
    int filters = layer.filters / filterParts;
    int positions = columns.maxPositions();
    if (!FilterPanels.pay(setting, layer, filters, layer.wFilter, turned, converted)
        || blocks.packs(filters, positions, columns.depthBlock(), false)) {
      return null;
    }
    PanelCutter cutter =
        new PanelCutter(blocks, positions, columns.depthBlock(), !layer.channelsFirst, turned);
    for (int part = 0; part < filterParts; part++) {
      cutter.cut(
          Layer.part(part, filterParts, layer.filters),
          Layer.part(part + 1, filterParts, layer.filters));
    }
    Panels panels = cutter.panels(layer.filters, layer.depth);
    return converted
        ? FilterPanels.tapByTap(given, new Layer(given.problem()), panels)
        : FilterPanels.forward(setting, layer, panels);
  }

  /**
   * Whether threads share out the filters: where their products are packed still, or where
   * positions are few.
   */
  private static boolean dividesFilters(Setting<?> setting, Layer layer, int threads) {
    int filters = layer.filters / threads;
    GemmBlocks blocks = setting.multiplier().blocks();
    boolean packed = blocks.packs(filters, layer.positions, layer.depth, !layer.channelsFirst);
    boolean few = layer.positions < LEAST_POSITIONS * threads;
    return filters >= LEAST_FILTERS && (packed || few);
  }

  /**
   * In how many parts the filters go through the images of a batch, so that each stays in the
   * cache.
   */
  private static int cachedParts(Setting<?> setting, Layer layer) {
    long parts = setting.costs().cachedParts(setting.problem().wSize());
    return layer.images == 1 ? 1 : (int) Math.max(1, Math.min(parts, layer.filters / LEAST_PART));
  }

  @Override
  public Work work() {
    return work;
  }

  private double unitNanos() {
    boolean onLines = layer.channelsFirst && columns.lowering() != null;
    double filters = (double) layer.filters / filterParts;
    double product = filtersProductNanos(filters, layer.depth, onLines, 0);
    double slowdown = readsSharedSets() ? SHARING : 1;
    return loweringNanos(layer.depth, true) + slowdown * product;
  }

  /** In how many places of a way rows start that lie so many bytes apart. */
  private static int starts(long rowBytes) {
    return WAY / (int) Math.min(WAY, Long.lowestOneBit(rowBytes));
  }

  private boolean readsSharedSets() {
    return columns.lowering() == null
        && layer.channelsFirst
        && layer.depth >= MANY_ROWS
        && Math.min(layer.depth, READ_ROWS)
            > WAYS * starts((long) layer.xChannel * arithmetic.type().bytes());
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int band = unit % bands.count();
      int imageGroup = unit / bands.count() % (layer.images * layer.groups);
      int part = unit / bands.count() / (layer.images * layer.groups);
      int firstFilter = Layer.part(part, filterParts, layer.filters);
      int filters = Layer.part(part + 1, filterParts, layer.filters) - firstFilter;
      band(call, scratchOffset, imageGroup, band, firstFilter, filters);
    }
  }

  private void band(
      Call<A> call, int scratchOffset, int imageGroup, int band, int firstFilter, int filters) {
    int n = bands.covered(band);
    int first = bands.firstCovered(band);
    int y =
        call.yOffset + layer.y(imageGroup) + firstFilter * layer.yFilter + first * layer.yPosition;
    if (call.bias != null) {
      int bias = call.biasOffset + imageGroup % layer.groups * layer.filters + firstFilter;
      arithmetic.spread(
          call.bias, bias, filters, n, call.accumulate, call.y, y, layer.yFilter, layer.yPosition);
    } else if (!call.accumulate && n > bands.positions(band)) {
      zero(call.y, y, filters, layer.yFilter, n, layer.yPosition);
    }
    int own = y + (bands.firstPosition(band) - first) * layer.yPosition;
    multiply(call, scratchOffset, imageGroup, band, firstFilter, filters, own);
    if (!activation.isNone()) {
      arithmetic.activate(activation, call.y, y, layer.yFilter, layer.yPosition, filters, n);
    }
  }

  private void multiply(
      Call<A> call,
      int scratchOffset,
      int imageGroup,
      int band,
      int firstFilter,
      int filters,
      int y) {
    int n = bands.positions(band);
    int x = call.xOffset + layer.x(imageGroup);
    int w = filtersOffset(call, imageGroup);
    boolean accumulate = call.accumulate || call.bias != null;
    if (columns.lowering() == null) {
      int first = x + bands.firstPosition(band) * layer.xCell;
      product(
          call,
          firstFilter,
          filters,
          0,
          layer.depth,
          n,
          w,
          call.x,
          first,
          layer.xChannel,
          layer.xCell,
          accumulate,
          y,
          scratchOffset);
      return;
    }
    for (int k = 0; k < layer.depth; k = Multiplier.next(k, columns.depthBlock(), layer.depth)) {
      int depth = Math.min(layer.depth - k, columns.depthBlock());
      lower(
          call,
          imageGroup / layer.groups,
          imageGroup % layer.groups,
          band,
          k,
          depth,
          scratchOffset);
      product(
          call,
          firstFilter,
          filters,
          k,
          depth,
          n,
          w,
          call.scratch,
          scratchOffset,
          columnsRow(n),
          columnsPosition(depth),
          accumulate || k > 0,
          y,
          scratchOffset);
    }
  }

  /** Multiplies some filters, and of these some elements, with columns. */
  private void product(
      Call<A> call,
      int firstFilter,
      int filters,
      int firstK,
      int depth,
      int n,
      int w,
      A b,
      int bOffset,
      int bRow,
      int bColumn,
      boolean accumulate,
      int y,
      int scratchOffset) {
    multiplier.multiply(
        panels(),
        firstFilter,
        filters,
        firstK,
        depth,
        n,
        filters(call),
        w,
        layer.wFilter,
        layer.wDepth,
        b,
        bOffset,
        bRow,
        bColumn,
        accumulate,
        call.y,
        y,
        layer.yFilter,
        layer.yPosition,
        call.scratch,
        tileOffset(scratchOffset));
  }
}

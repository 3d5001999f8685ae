package io.colonnade.gemm.im2col;

import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.GemmBlocks;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Panels;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.lowering.Bands;
import io.colonnade.lowering.Lowering;
import io.colonnade.numeric.Arithmetic;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the three passes with columns share: the sizes, the columns, and the distances between the
 * elements of a block of columns, which is matrix rows × positions in channels-first order and
 * positions × matrix rows in channels-last order.
 */
abstract class PassKernel<A> implements Kernel<A> {
  /** How much longer filters take to come from beyond the cache that are not touched ahead. */
  private static final double TURNED_STREAM = 1.5;

  /** How much longer X takes to come from there to be lowered than to be multiplied. */
  private static final double COPIED_STREAM = 2;

  final Layer layer;
  final Arithmetic<A> arithmetic;
  final Multiplier<A> multiplier;
  final Columns columns;
  final Bands bands;

  /** In how many sets the images are taken whose columns lie side by side. */
  final int sets;

  private final @Nullable FiltersLast<A> conversion;
  private final @Nullable FilterPanels<A> panels;
  final Costs costs;

  /**
   * A kernel.
   *
   * @param setting the problem with its filters in the order in which the kernel reads them
   * @param conversion brings them into that order; {@code null} where they have it
   * @param panels brings them into panels; {@code null} where they are read otherwise
   */
  PassKernel(
      Setting<A> setting,
      Layer layer,
      Columns columns,
      @Nullable FiltersLast<A> conversion,
      @Nullable FilterPanels<A> panels) {
    this.layer = layer;
    this.conversion = conversion;
    this.panels = panels;
    this.arithmetic = setting.arithmetic();
    this.multiplier = setting.multiplier();
    this.columns = columns;
    this.bands = columns.bands();
    this.sets = ceil(layer.images, columns.images());
    this.costs = setting.costs();
  }

  @Override
  public long scratch() {
    return columns.scratch() + (isTurned() ? GemmBlocks.tile() : 0);
  }

  static int ceil(int n, int most) {
    return (int) ((n + most - 1L) / most);
  }

  /** The first image of a set. */
  final int firstImage(int set) {
    return Layer.part(set, sets, layer.images);
  }

  /** How many images a set has. */
  final int images(int set) {
    return firstImage(set + 1) - firstImage(set);
  }

  private boolean isTurned() {
    return panels != null && panels.panels().turned;
  }

  /**
   * Where the tile of a task starts whose scratch is at {@code scratchOffset}: that of a turned
   * product, or that of dY; no kernel has both.
   */
  final int tileOffset(int scratchOffset) {
    return scratchOffset + (int) columns.scratch();
  }

  /** Whether products of the filters in panels are turned over, if there is room for a tile. */
  static boolean turns(Setting<?> setting, Layer layer, Columns columns, int terms) {
    int positions = columns.maxPositions();
    return layer.channelsFirst
        && setting.multiplier().blocks().turns(positions, terms)
        && columns.scratch() + GemmBlocks.tile() <= setting.scratchLimit(Columns.WORKSPACE);
  }

  @Override
  public final @Nullable Preparation<A> preparation() {
    return panels == null ? conversion : panels;
  }

  /** How the filters lie, {@code null} where they do not lie in panels. */
  final @Nullable Panels panels() {
    return panels == null ? null : panels.panels();
  }

  /** The filters as the kernel reads them. */
  final A filters(Call<A> call) {
    return preparation() == null ? call.w : call.prepared;
  }

  /** Where the filters of a group start in {@link #filters}. */
  final int filtersOffset(Call<A> call, int imageGroup) {
    if (panels != null) {
      return call.preparedOffset + panels.group(imageGroup);
    }
    return (conversion == null ? call.wOffset : call.preparedOffset) + layer.w(imageGroup);
  }

  /**
   * The expected time to lower {@code depth} matrix rows of a band of the images of a block.
   *
   * @param gather whether by im2col, else back by col2im
   */
  final double loweringNanos(double depth, boolean gather) {
    double all = (double) columns.images() * bands.allPositions() / bands.count();
    double read = gather ? depth / layer.taps * all : 0;
    double longer = columns.lowering() == null ? 1 : COPIED_STREAM;
    double x = (double) layer.images * layer.groups * layer.channels * layer.cells;
    return columns.nanos(costs, depth * all, gather) + longer * costs.streamed(read, x);
  }

  /**
   * The expected time to multiply {@code depth} matrix rows of such a band.
   *
   * @param onLines whether rows of positions start on lines of the cache
   */
  final double productNanos(double filters, double depth, boolean onLines) {
    double positions = (double) columns.images() * bands.allPositions() / bands.count();
    if (isTurned()) {
      return costs.gemmTurned(filters, positions, depth);
    }
    return onLines
        ? costs.gemmOnLines(filters, positions, depth)
        : costs.gemm(filters, positions, depth);
  }

  /**
   * The same with filters that come from beyond the cache, if they do not fit; which takes {@code
   * longer} where they do not lie in panels.
   */
  final double filtersProductNanos(double filters, double depth, boolean onLines, double longer) {
    double times = panels == null ? longer : isTurned() ? TURNED_STREAM : 1;
    return productNanos(filters, depth, onLines) + times * costs.streamed(filters * depth);
  }

  /** Lowers some matrix rows of a band of the images of a set, side by side. */
  final void lower(Call<A> call, int set, int group, int band, int k, int depth, int to) {
    Lowering lowering = Objects.requireNonNull(columns.lowering());
    int positions = bands.positions(band);
    int row = columns.rowLength(images(set) * positions);
    for (int i = 0; i < images(set); i++) {
      int x = call.xOffset + layer.x((firstImage(set) + i) * layer.groups + group);
      int at = to + i * positions;
      lowering.im2col(arithmetic, call.x, x, k, k + depth, bands, band, call.scratch, at, row);
    }
  }

  /** Whether a pass that reads dY has it in a tile, with the positions of several images. */
  final boolean isTiled() {
    return columns.images() > 1;
  }

  /** Elements of a tile with so many rows. */
  final long tileElements(int rows) {
    return isTiled() ? (long) rows * columns.rowLength(columns.maxPositions()) : 0;
  }

  /** The expected time to bring so many rows of dY to a tile. */
  final double tileNanos(double rows) {
    return isTiled() ? costs.moved(rows * columns.maxPositions(), bands.positions(0)) : 0;
  }

  /** Brings some rows of dY to a tile, those of a set's images side by side. */
  final void tile(Call<A> call, int set, int group, int first, int rows, int scratchOffset) {
    int n = bands.positions(0);
    int row = columns.rowLength(images(set) * n);
    for (int i = 0; i < images(set); i++) {
      int to = tileOffset(scratchOffset) + i * n;
      int imageGroup = (firstImage(set) + i) * layer.groups + group;
      int y = call.yOffset + layer.y(imageGroup) + first * layer.yFilter + bands.firstPosition(0);
      arithmetic.copyRows(call.y, y, layer.yFilter, 1, call.scratch, to, row, 1, rows, n);
    }
  }

  /** The array with dY as products read it: its tile, or dY itself. */
  final A gradient(Call<A> call) {
    return isTiled() ? call.scratch : call.y;
  }

  /** Where the rows from {@code first} on start there. */
  final int gradientOffset(
      Call<A> call, int scratchOffset, int group, int set, int band, int first) {
    return isTiled()
        ? tileOffset(scratchOffset)
        : call.yOffset
            + layer.y(set * layer.groups + group)
            + first * layer.yFilter
            + bands.firstPosition(band) * layer.yPosition;
  }

  /** The distance between its rows, for so many positions. */
  final int gradientRow(int positions) {
    return isTiled() ? columns.rowLength(positions) : layer.yFilter;
  }

  /** Zeroes some cells of some planes of X or Y. */
  final void zero(A planes, int offset, int count, int planeStep, int cells, int cellStep) {
    if (layer.channelsFirst) {
      arithmetic.zeroRows(planes, offset, planeStep, count, cells);
    } else {
      arithmetic.zeroRows(planes, offset, cellStep, cells, count);
    }
  }

  /** Distance between the matrix rows of a block of columns for {@code positions} positions. */
  final int columnsRow(int positions) {
    return layer.channelsFirst ? columns.rowLength(positions) : 1;
  }

  /** Distance between the positions of a block of columns of {@code depth} matrix rows. */
  final int columnsPosition(int depth) {
    return layer.channelsFirst ? 1 : depth;
  }
}

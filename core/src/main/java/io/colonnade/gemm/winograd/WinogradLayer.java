package io.colonnade.gemm.winograd;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;
import io.colonnade.lowering.Bands;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.winograd.AxisPart;
import io.colonnade.winograd.MinimalFilter;
import io.colonnade.winograd.TileBlock;
import io.colonnade.winograd.TileGrid;
import io.colonnade.winograd.TileReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The tiles of a layer: of the planes that a pass sums over, which are read with their neighbours,
 * and of the planes of its outputs, which are cut without overlap. Backward data is a convolution
 * of dY with the turned filters and the padding k − 1 − p, so that the two sides change places.
 *
 * <p>A kernel is the sum of parts of 3×3 taps, each of which sees the planes from another cell on,
 * in the phase of its taps: to a pass they are more planes to sum over.
 */
final class WinogradLayer {
  /** Cells of a row that are gathered at a time, which adds little to what each takes. */
  private static final double RUN = 16;

  /** How long the transforms of {@link MinimalFilter#F2} take, whose matrices are mostly zeros. */
  private static final double SIMPLE = 0.7;

  private final MinimalFilter filter;
  private final List<TileGrid> sources;
  private final Axis[] targets;
  private final int images;
  private final boolean strided;
  private final int sourceCell;
  private final int targetCell;
  private final int sourceImage;
  private final int targetImage;

  /** Whether the channels of a cell lie side by side, as they then do in transformed tiles. */
  final boolean channelsLast;

  /** The parts of the rows and of the columns of the kernel. */
  final List<AxisPart> rowParts;

  final List<AxisPart> columnParts;

  /** Planes of a group that are summed over for each part, and the distance between them. */
  final int sourcePlanes;

  final int sourceStep;

  /** Planes of a group that are made, and the distance between them. */
  final int targetPlanes;

  final int targetStep;

  WinogradLayer(ConvolutionProblem problem, Layer layer, Pass pass, MinimalFilter filter) {
    this.filter = filter;
    boolean data = pass == Pass.BACKWARD_DATA;
    images = layer.images;
    sourcePlanes = data ? layer.filters : layer.channels;
    sourceStep = data ? layer.yFilter : layer.xChannel;
    sourceCell = data ? layer.yPosition : layer.xCell;
    sourceImage = layer.groups * sourcePlanes * (data ? layer.positions : layer.cells);
    targetPlanes = data ? layer.channels : layer.filters;
    targetStep = data ? layer.xChannel : layer.yFilter;
    targetCell = data ? layer.xCell : layer.yPosition;
    targetImage = layer.groups * targetPlanes * (data ? layer.cells : layer.positions);
    channelsLast = !layer.channelsFirst;
    Axis rows = problem.window().axis(0);
    Axis columns = problem.window().axis(1);
    rowParts = parts(rows, data);
    columnParts = parts(columns, data);
    strided = columns.stride() > 1 && !channelsLast;
    targets = new Axis[] {targets(rows, data), targets(columns, data)};
    sources = new ArrayList<>();
    for (AxisPart row : rowParts) {
      for (AxisPart column : columnParts) {
        sources.add(source(rows, row, columns, column, data));
      }
    }
  }

  private static List<AxisPart> parts(Axis axis, boolean data) {
    return AxisPart.all((int) axis.kernel(), (int) axis.stride(), data);
  }

  /** How many parts of 3×3 taps a kernel has. */
  static long parts(ConvolutionProblem problem) {
    return problem.window().axes().stream()
        .mapToLong(axis -> AxisPart.count(axis.kernel(), axis.stride()))
        .reduce(1, (a, b) -> a * b);
  }

  private Axis targets(Axis axis, boolean data) {
    long output = data ? axis.input() : axis.output();
    int m = filter.outputs();
    return new Axis(output, m, m, 0, 0, 1, (output + m - 1) / m);
  }

  /** The tiles that a part of the kernel sees. */
  private TileGrid source(Axis rows, AxisPart row, Axis columns, AxisPart column, boolean data) {
    long above = hidden(rows, row, data);
    long before = hidden(columns, column, data);
    long width = data ? columns.output() : columns.input();
    long origin =
        (cropped(rows, above, data) * width + cropped(columns, before, data)) * sourceCell;
    return new TileGrid(
        sources(rows, above, targets[0].output(), data),
        sources(columns, before, targets[1].output(), data),
        (int) origin,
        (int) width * sourceCell,
        sourceCell,
        channelsLast,
        sourceImage);
  }

  /** The cell that a part sees first of its window at 0; in the padding if it is negative. */
  private static long hidden(Axis axis, AxisPart part, boolean data) {
    long padding = axis.paddingBegin();
    return part.first() - (data ? axis.kernel() - 1 - padding : padding);
  }

  private static long cells(Axis axis, boolean data) {
    return data ? axis.output() : axis.input();
  }

  /** Cells at the begin of an axis that a part never sees; none of one that sees no cell. */
  private static long cropped(Axis axis, long first, boolean data) {
    return first >= cells(axis, data) ? 0 : Math.max(0, first);
  }

  /** Tiles of the cells of an axis from {@code first} on, the step of its stride apart. */
  private Axis sources(Axis axis, long first, long tiles, boolean data) {
    int side = filter.cells();
    long stride = data ? 1 : axis.stride();
    long step = filter.outputs() * stride;
    long cells = cells(axis, data);
    return first >= cells
        ? new Axis(1, side, step, tiles * step + side * stride, 0, stride, tiles)
        : new Axis(cells - Math.max(0, first), side, step, Math.max(0, -first), 0, stride, tiles);
  }

  /** How many parts the kernel has. */
  int parts() {
    return sources.size();
  }

  /** What reads the tiles that each part of the kernel sees. */
  <A> List<TileReader<A>> readers(Arithmetic<A> arithmetic) {
    return sources.stream().map(grid -> TileReader.ofInput(arithmetic, filter, grid)).toList();
  }

  /** The tiles that are made. */
  TileGrid target() {
    int pitch = (int) targets[1].input() * targetCell;
    return new TileGrid(targets[0], targets[1], 0, pitch, targetCell, channelsLast, targetImage);
  }

  /** Tiles of all images. */
  long tiles() {
    return images * targets[0].output() * targets[1].output();
  }

  /**
   * All tiles of the batch in blocks of at most {@code most}, their number a multiple of {@code
   * multiple} if it can be.
   */
  TileBlock[] blocks(int most, int multiple) {
    Axis rows = Axis.floor(images * targets[0].output(), 1, 1, 0, 0, 1);
    Axis columns = Axis.floor(targets[1].output(), 1, 1, 0, 0, 1);
    Bands bands = new Bands(new Window(List.of(rows, columns)), most, multiple);
    TileBlock[] blocks = new TileBlock[bands.count()];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] =
          new TileBlock(
              bands.firstRow(b), bands.endRow(b), bands.firstColumn(b), bands.endColumn(b));
    }
    return blocks;
  }

  /** The expected time to read and transform the tiles of a block in some source planes. */
  double readNanos(Costs costs, TileBlock block, double planes) {
    double gathered = strided ? planes * filter.cells() * filter.outputs() * block.tiles() : 0;
    return expandNanos(costs, block, planes) + costs.gathered(gathered, RUN);
  }

  /** The same in planes whose cells lie side by side. */
  double expandNanos(Costs costs, TileBlock block, double planes) {
    return nanos(costs, block, planes, 5, filter.cells());
  }

  /** The expected time to transform the sums of a block back and write some planes. */
  double writeNanos(Costs costs, TileBlock block, double planes) {
    return nanos(costs, block, planes, 3, filter.outputs());
  }

  /** Each product is touched {@code times} times; the cells of a row of tiles in two runs. */
  private double nanos(Costs costs, TileBlock block, double planes, int times, int cells) {
    double matrices = filter == MinimalFilter.F2 ? SIMPLE : 1;
    double elements = matrices * times * filter.products() * block.tiles();
    return planes * (elements * costs.element() + 2.0 * block.rows() * cells * costs.run());
  }
}

package io.colonnade.gemm.winograd;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;
import io.colonnade.lowering.Bands;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.winograd.AxisPart;
import io.colonnade.winograd.Lines;
import io.colonnade.winograd.MinimalFilter;
import io.colonnade.winograd.PointPairs;
import io.colonnade.winograd.TileBlock;
import io.colonnade.winograd.TileGrid;
import io.colonnade.winograd.TileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tiles of a layer: of the planes that a pass sums over, which are read with their neighbours,
 * and of the planes of its outputs, which are cut without overlap. Backward data is a convolution
 * of dY with the turned filters and the padding k − 1 − p, so that the two sides change places.
 *
 * <p>A kernel is the sum of parts of 3×3 taps, each of which sees the planes from another cell on,
 * in the phase of its taps: to a pass they are more planes to sum over.
 */
final class WinogradLayer {
  /** More tiles than these make matrix products no faster. */
  private static final int MOST_TILES = 196;

  /** How many runs of elements a copy of the rows of tiles of an image takes as long as, fitted. */
  private static final double COPY = 3;

  /** How long the transforms of {@link MinimalFilter#F2} take, whose matrices are mostly zeros. */
  private static final double SIMPLE = 0.7;

  private static final Axis SINGLE = Axis.floor(1, 1, 1, 0, 0, 1);

  private final boolean data;
  private final Axis rows;
  private final Axis columns;
  private final Axis[] targets;
  private final int images;
  private final int sourceCell;
  private final int targetCell;
  private final int sourceImage;
  private final int targetImage;

  /** Whether the channels of a cell lie side by side, as they then do in transformed tiles. */
  final boolean channelsLast;

  /** The parts of the rows and of the columns of the kernel. */
  final List<AxisPart> rowParts;

  final List<AxisPart> columnParts;

  /** The parts of the columns, run by run; the first of a run has all points that others have. */
  final List<List<AxisPart>> columnRuns;

  /** Their pairs of points. */
  final PointPairs pairs;

  /** Planes of a group that are summed over for each part, and the distance between them. */
  final int sourcePlanes;

  final int sourceStep;

  /** Planes of a group that are made, and the distance between them. */
  final int targetPlanes;

  final int targetStep;

  WinogradLayer(ConvolutionProblem problem, Layer layer, Pass pass, MinimalFilter filter) {
    data = pass == Pass.BACKWARD_DATA;
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
    List<Axis> axes = problem.window().axes();
    rows = axes.size() == 1 ? SINGLE : axes.get(0);
    columns = axes.get(axes.size() - 1);
    rowParts = parts(rows, filter);
    columnParts = parts(columns, filter);
    columnRuns = runs(columnParts);
    pairs = new PointPairs(rowParts, columnParts);
    targets = new Axis[] {targets(rows, rowOutputs()), targets(columns, columnOutputs())};
  }

  private static List<List<AxisPart>> runs(List<AxisPart> parts) {
    int last = parts.get(parts.size() - 1).run();
    return IntStream.rangeClosed(0, last)
        .mapToObj(run -> parts.stream().filter(part -> part.run() == run).toList())
        .toList();
  }

  private List<AxisPart> parts(Axis axis, MinimalFilter filter) {
    return AxisPart.all(filter, (int) axis.kernel(), (int) axis.stride(), data);
  }

  /** How many parts of 3×3 taps a kernel has. */
  static long parts(ConvolutionProblem problem) {
    return problem.window().axes().stream()
        .mapToLong(axis -> AxisPart.count(axis.kernel(), axis.stride()))
        .reduce(1, (a, b) -> a * b);
  }

  /** Rows of outputs of a tile. */
  private int rowOutputs() {
    return rowParts.get(0).filter().outputs();
  }

  /** Columns of outputs of a tile. */
  private int columnOutputs() {
    return columnParts.get(0).filter().outputs();
  }

  private Axis targets(Axis axis, int m) {
    long output = data ? axis.input() : axis.output();
    return new Axis(output, m, m, 0, 0, 1, (output + m - 1) / m);
  }

  /** What reads the tiles that the parts of the kernel see. */
  <A> List<TileReader<A>> readers(Arithmetic<A> arithmetic) {
    List<TileReader<A>> readers = new ArrayList<>();
    for (int row = 0; row < rowParts.size(); row++) {
      int column = 0;
      for (List<AxisPart> run : columnRuns) {
        int end = column + run.size();
        TileGrid grid = source(rowParts.get(row), run);
        readers.add(TileReader.ofInput(arithmetic, pairs, grid, row, column, end));
        column = end;
      }
    }
    return readers;
  }

  /** What reads the tiles for {@code pairs} of one part of the rows and a run of the columns. */
  <A> TileReader<A> reader(Arithmetic<A> arithmetic, PointPairs pairs) {
    TileGrid grid = source(pairs.rows().get(0), pairs.columns());
    return TileReader.ofInput(arithmetic, pairs, grid, 0, 0, pairs.columns().size());
  }

  /** The pairs of a part of the rows and that of a run of the columns that has all their points. */
  PointPairs widest(AxisPart row, List<AxisPart> run) {
    return new PointPairs(List.of(row), run.subList(0, 1));
  }

  /** The tiles that some parts of the columns see in the rows of a part, from its first cell on. */
  private TileGrid source(AxisPart row, List<AxisPart> some) {
    AxisPart column = some.get(0);
    long above = hidden(rows, row);
    long before = hidden(columns, column);
    long width = cells(columns);
    long origin = (cropped(rows, above) * width + cropped(columns, before)) * sourceCell;
    long step = (long) columnOutputs() * column.step();
    return new TileGrid(
        sources(rows, above, row.cells(), rowOutputs(), row.step(), targets[0].output()),
        sources(columns, before, span(some), step, 1, targets[1].output()),
        (int) origin,
        (int) width * sourceCell,
        sourceCell,
        channelsLast,
        sourceImage);
  }

  /** Columns of a tile, from the first to the last that some parts see. */
  private long span(List<AxisPart> some) {
    long span = 0;
    for (AxisPart part : some) {
      long offset = (long) part.first() - some.get(0).first();
      span = Math.max(span, offset + (part.cells() - 1L) * part.step() + 1);
    }
    return span;
  }

  /** The cell that a part sees first of its window at 0; in the padding if it is negative. */
  private long hidden(Axis axis, AxisPart part) {
    long padding = axis.paddingBegin();
    return part.first() - (data ? axis.kernel() - 1 - padding : padding);
  }

  private long cells(Axis axis) {
    return data ? axis.output() : axis.input();
  }

  /** Cells at the begin of an axis that a part never sees; none of one that sees no cell. */
  private long cropped(Axis axis, long first) {
    return first >= cells(axis) ? 0 : Math.max(0, first);
  }

  /**
   * Tiles of the cells of an axis from {@code first} on.
   *
   * @param side cells of a tile
   * @param step from one tile to the next, in cells of the tiles
   * @param distance from one cell of a tile to the next
   */
  private Axis sources(Axis axis, long first, long side, long step, long distance, long tiles) {
    long stride = step * distance;
    long cells = cells(axis);
    return first >= cells
        ? new Axis(1, side, stride, tiles * stride + side * distance, 0, distance, tiles)
        : new Axis(
            cells - Math.max(0, first), side, stride, Math.max(0, -first), 0, distance, tiles);
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

  /** How many tiles a block may have at most. */
  int mostTiles(DataType<?> type) {
    long cells = columnParts.get(0).filter().cells() * columns.stride();
    long strip = Lines.stripLength(type) / cells;
    return (int) Math.min(MOST_TILES, Math.min(Lines.length(type), strip));
  }

  /**
   * The expected time to read and transform the tiles of a block in some planes, for all parts of
   * the kernel.
   */
  double readNanos(Costs costs, TileBlock block, double planes) {
    double copies = 0;
    for (List<AxisPart> run : columnRuns) {
      copies += 1 + Math.max(0, span(run) - columnOutputs() * columns.stride());
    }
    double rowsRead = rowParts.stream().mapToDouble(AxisPart::cells).sum();
    return nanos(costs, block, planes, 5.0 * pairs.matrices(), rowsRead * copies);
  }

  /** The same for gradients of outputs, for one part of so many pairs of points. */
  double gradientNanos(Costs costs, TileBlock block, double planes, double points) {
    return nanos(costs, block, planes, 5 * points, rowOutputs());
  }

  /** The expected time to transform the sums of a block back and write some planes. */
  double writeNanos(Costs costs, TileBlock block, double planes) {
    return nanos(costs, block, planes, 3.0 * pairs.points(), rowOutputs());
  }

  /** Elements of each tile that are touched, and copies of rows of tiles in each image. */
  private double nanos(
      Costs costs, TileBlock block, double planes, double elements, double copies) {
    double matrices = columnParts.get(0).filter() == MinimalFilter.F2 ? SIMPLE : 1;
    double touched = matrices * elements * block.tiles() * costs.element();
    int tileRows = (int) targets[0].output();
    int images = (block.endRow() - 1) / tileRows - block.firstRow() / tileRows + 1;
    return planes * (touched + COPY * copies * images * costs.run());
  }
}

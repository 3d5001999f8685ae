package io.colonnade.gemm.winograd;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.lowering.Bands;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.winograd.AxisPart;
import io.colonnade.winograd.Lines;
import io.colonnade.winograd.MinimalFilter;
import io.colonnade.winograd.PointPairs;
import io.colonnade.winograd.TileAxis;
import io.colonnade.winograd.TileBlock;
import io.colonnade.winograd.TileGrid;
import io.colonnade.winograd.TileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tiles of a layer: of the planes that a pass sums over, which are read with their neighbours,
 * and of the planes of its outputs, which are cut without overlap. Backward data is a convolution
 * of dY with the turned filters and the padding d·(k − 1) − p, so that the two sides change places.
 *
 * <p>A kernel is the sum of parts of 3×3 taps, each of which sees the planes from another cell on,
 * in the phase of its taps: to a pass they are more planes to sum over.
 */
final class WinogradLayer {
  /** More tiles than these make matrix products no faster. */
  private static final int MOST_TILES = 196;

  /** How many runs of elements a copy of the rows of tiles of an image takes as long as, fitted. */
  private static final double COPY = 3;

  /** Cells of a row that are gathered at a time, which adds little to what each takes. */
  private static final double RUN = 16;

  /** How long the transforms of {@link MinimalFilter#F2} take, whose matrices are mostly zeros. */
  private static final double SIMPLE = 0.8;

  /** The rows of a problem of one axis. */
  private static final Axis SINGLE = Axis.floor(1, 1, 1, 0, 0, 1);

  private final boolean data;
  private final Axis rows;
  private final Axis columns;
  private final int tileRows;
  private final int tileColumns;
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
    tileRows = tiles(rows, rowOutputs());
    tileColumns = tiles(columns, columnOutputs());
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

  /** Tiles of m outputs each along an axis, in one phase of its dilation. */
  private int tiles(Axis axis, int m) {
    return ceilDiv(ceilDiv(targetCells(axis), dilation(axis)), m);
  }

  /** Phases of the dilation of an axis that have outputs. */
  private int phases(Axis axis) {
    return Math.min(dilation(axis), targetCells(axis));
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  /** The distance between taps that counts: none does if there is a single one. */
  private static int dilation(Axis axis) {
    return axis.kernel() == 1 ? 1 : (int) axis.dilation();
  }

  private int sourceCells(Axis axis) {
    return (int) (data ? axis.output() : axis.input());
  }

  private int targetCells(Axis axis) {
    return (int) (data ? axis.input() : axis.output());
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
    return new TileGrid(
        sources(rows, row, rowOutputs(), row.step(), row.cells(), tileRows),
        sources(columns, column, columnOutputs(), 1, span(some), tileColumns),
        tileRows,
        sourceCells(columns) * sourceCell,
        sourceCell,
        channelsLast,
        sourceImage);
  }

  /**
   * The cells that a part of an axis sees, for each phase of the dilation.
   *
   * @param m outputs of a tile
   * @param distance from one cell of a tile to the next, the dilation apart
   * @param cells cells of a tile
   */
  private List<TileAxis> sources(
      Axis axis, AxisPart part, int m, int distance, int cells, int tiles) {
    int dilation = dilation(axis);
    int padding = (int) axis.paddingBegin();
    int before = data ? dilation * ((int) axis.kernel() - 1) - padding : padding;
    int step = m * part.step() * dilation;
    return IntStream.range(0, phases(axis))
        .map(phase -> phase + part.first() * dilation - before)
        .mapToObj(
            start -> TileAxis.of(start, step, distance * dilation, sourceCells(axis), cells, tiles))
        .toList();
  }

  /** The outputs of an axis, for each phase of the dilation. */
  private List<TileAxis> targets(Axis axis, int m, int tiles) {
    int dilation = dilation(axis);
    return IntStream.range(0, phases(axis))
        .mapToObj(phase -> TileAxis.of(phase, m * dilation, dilation, targetCells(axis), m, tiles))
        .toList();
  }

  /** Columns of a tile, from the first to the last that some parts see. */
  private int span(List<AxisPart> some) {
    int span = 0;
    for (AxisPart part : some) {
      int offset = part.first() - some.get(0).first();
      span = Math.max(span, offset + (part.cells() - 1) * part.step() + 1);
    }
    return span;
  }

  /** The tiles that are made. */
  TileGrid target() {
    return new TileGrid(
        targets(rows, rowOutputs(), tileRows),
        targets(columns, columnOutputs(), tileColumns),
        tileRows,
        targetCells(columns) * targetCell,
        targetCell,
        channelsLast,
        targetImage);
  }

  /** Rows of tiles of all images and phases. */
  private long allRows() {
    return (long) images * phases(rows) * phases(columns) * tileRows;
  }

  /** Tiles of all images. */
  long tiles() {
    return allRows() * tileColumns;
  }

  /**
   * All tiles of the batch in blocks of at most {@code most}, their number a multiple of {@code
   * multiple} if it can be.
   */
  TileBlock[] blocks(int most, int multiple) {
    Bands bands = new Bands((int) allRows(), tileColumns, most, multiple);
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
    return nanos(costs, block, planes, 5.0 * pairs.matrices(), rowsRead * copies)
        + apartNanos(costs, block, planes, rowsRead);
  }

  /** The same for gradients of outputs, for one part of so many pairs of points. */
  double gradientNanos(Costs costs, TileBlock block, double planes, double points) {
    return nanos(costs, block, planes, 5 * points, rowOutputs())
        + apartNanos(costs, block, planes, rowOutputs());
  }

  /** The expected time to transform the sums of a block back and write some planes. */
  double writeNanos(Costs costs, TileBlock block, double planes) {
    return nanos(costs, block, planes, 3.0 * pairs.points(), rowOutputs())
        + apartNanos(costs, block, planes, rowOutputs());
  }

  /** What it adds that the cells of rows of tiles lie a dilation apart. */
  private double apartNanos(Costs costs, TileBlock block, double planes, double rowsOfTile) {
    boolean apart = dilation(columns) > 1 && !channelsLast;
    double cells = rowsOfTile * columnOutputs() * block.tiles();
    return apart ? planes * costs.gathered(cells, RUN) : 0;
  }

  /** Elements of each tile that are touched, and copies of rows of tiles in each image. */
  private double nanos(
      Costs costs, TileBlock block, double planes, double elements, double copies) {
    double matrices =
        rowParts.get(0).filter() == MinimalFilter.F2
                || columnParts.get(0).filter() == MinimalFilter.F2
            ? SIMPLE
            : 1;
    double touched = matrices * elements * block.tiles() * costs.element();
    int images = (block.endRow() - 1) / tileRows - block.firstRow() / tileRows + 1;
    return planes * (touched + COPY * copies * images * costs.run());
  }
}

package io.colonnade.gemm.winograd;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;
import io.colonnade.lowering.Bands;
import io.colonnade.winograd.MinimalFilter;
import io.colonnade.winograd.TileBlock;
import io.colonnade.winograd.TileGrid;
import java.util.List;

/**
 * The tiles of a layer: of the planes that a pass sums over, which are read with their neighbours,
 * and of the planes of its outputs, which are cut without overlap. Backward data is a convolution
 * of dY with the turned filters and the padding 2 − p, so that the two sides change places.
 */
final class WinogradLayer {
  /** What a tile has more than it makes outputs. */
  private static final int OVERLAP = 2;

  private final MinimalFilter filter;
  private final Axis[] sources;
  private final Axis[] targets;
  private final int images;
  private final int width;
  private final int origin;
  private final int sourceCell;
  private final int targetCell;
  private final int sourceImage;
  private final int targetImage;

  /** Whether the channels of a cell lie side by side, as they then do in transformed tiles. */
  final boolean channelsLast;

  /** Planes of a group that are summed over, and the distance between them. */
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
    sources = new Axis[2];
    targets = new Axis[2];
    int[] cropped = new int[2];
    int cells = 0;
    for (int i = 0; i < 2; i++) {
      Axis axis = problem.window().axis(i);
      long input = data ? axis.output() : axis.input();
      long output = data ? axis.input() : axis.output();
      long padding = data ? OVERLAP - axis.paddingBegin() : axis.paddingBegin();
      cropped[i] = (int) Math.max(0, -padding);
      cells = (int) input;
      sources[i] = tiles(input - cropped[i], filter.cells(), Math.max(0, padding), output);
      targets[i] = tiles(output, filter.outputs(), 0, output);
    }
    width = cells;
    origin = (cropped[0] * width + cropped[1]) * sourceCell;
  }

  /** Whether some window of backward data reads dY, which very wide padding may prevent. */
  static boolean reads(Axis axis) {
    return axis.output() > axis.paddingBegin() - OVERLAP;
  }

  private Axis tiles(long input, int side, long padding, long output) {
    int m = filter.outputs();
    return new Axis(input, side, m, padding, 0, 1, (output + m - 1) / m);
  }

  /** The tiles that are summed over. */
  TileGrid source() {
    return new TileGrid(
        sources[0], sources[1], origin, width * sourceCell, sourceCell, channelsLast, sourceImage);
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

  /** The expected time to read and transform the tiles of a block in some planes. */
  double readNanos(Costs costs, TileBlock block, double planes) {
    return nanos(costs, block, planes, 5, filter.cells());
  }

  /** The expected time to transform the sums of a block back and write some planes. */
  double writeNanos(Costs costs, TileBlock block, double planes) {
    return nanos(costs, block, planes, 3, filter.outputs());
  }

  /** Each product is touched {@code times} times; the cells of a row of tiles in two runs. */
  private double nanos(Costs costs, TileBlock block, double planes, int times, int cells) {
    double elements = times * (double) filter.products() * block.tiles();
    return planes * (elements * costs.element() + 2.0 * block.rows() * cells * costs.run());
  }
}

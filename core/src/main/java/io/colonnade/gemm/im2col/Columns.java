package io.colonnade.gemm.im2col;

import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.GemmBlocks;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.Window;
import io.colonnade.lowering.Bands;
import io.colonnade.lowering.Lowering;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a pass has its im2col matrix from: lowered block by block into scratch, or, for 1×1 kernels
 * of stride 1 without padding, X itself, which is that matrix.
 *
 * @param lowering lowers a block; {@code null} where X is the matrix
 * @param bands the output positions, in bands
 * @param images images whose positions lie side by side, at most
 * @param depthBlock matrix rows lowered at a time
 */
record Columns(@Nullable Lowering lowering, Bands bands, int images, int depthBlock) {

  /** Leaves room for filters and output in an L2 cache of 1 MiB. */
  static final long WORKSPACE = 512 << 10;

  /** Filters whose results share a tile, at most, or their rows of dY: it stays near the cache. */
  static final int MOST_TILE_ROWS = 512;

  /** How much longer an element takes to be added back than to be lowered, as measured. */
  private static final double ADDING = 2.5;

  /** A matrix row costs as much as so many runs, however short it is. */
  private static final double ROW = 5;

  /** The part of {@link #WORKSPACE} that a tile of results may take. */
  private static final int SHARE = 8;

  /** Whether X is the im2col matrix. */
  static boolean areInput(ConvolutionProblem problem) {
    return problem.window().axes().stream()
        .allMatch(
            a ->
                a.kernel() == 1
                    && a.output() == a.input()
                    && a.stride() == 1
                    && a.paddingBegin() == 0
                    && a.paddingEnd() == 0);
  }

  /**
   * X as it is, in bands of at most {@code maxPositions}, their number a multiple of {@code
   * multiple} if it can be.
   */
  static Columns input(ConvolutionProblem problem, long maxPositions, int multiple) {
    Axis flat = Axis.floor(problem.window().inputSize(), 1, 1, 0, 0, 1);
    Bands bands = new Bands(new Window(List.of(flat)), maxPositions, multiple);
    return new Columns(null, bands, 1, Math.toIntExact(problem.depth()));
  }

  /**
   * Lowered columns. A block keeps to the limit of scratch: positions first, so that matrix rows
   * are long, then as many rows as there is room for.
   */
  static Columns lowered(Setting<?> setting, int multiple) {
    long limit = room(setting);
    ConvolutionProblem problem = setting.problem();
    long depth = problem.depth();
    int filters = (int) problem.filtersPerGroup();
    boolean filtersInner = problem.layout() == Layout.CHANNELS_LAST;
    long wanted = setting.multiplier().blocks().bandPositions(filters, (int) depth, filtersInner);
    long row = Math.max(1, limit / Math.min(depth, 128));
    long positions = Math.min(wanted, Lowering.onLines(problem).positions(row));
    return lowered(problem, bands(problem, Math.max(1, positions), multiple), 1, limit);
  }

  /** Elements of scratch for columns of several images and a tile. */
  static long roomOfImages(Setting<?> setting) {
    int bytes = setting.arithmetic().type().bytes();
    return setting.scratchLimit(WORKSPACE + (long) MOST_TILE_ROWS * GemmBlocks.POSITIONS * bytes);
  }

  /**
   * Lowered columns of at most {@code most} images, side by side: as many as make products large,
   * and as leave room for a tile of so many rows.
   *
   * @param plane the positions of an image, one band
   */
  static Columns ofImages(Setting<?> setting, Bands plane, int most, int tileRows) {
    ConvolutionProblem problem = setting.problem();
    long limit = roomOfImages(setting);
    Lowering lowering = Lowering.onLines(problem);
    int positions = plane.maxPositions();
    int images = Math.min(most, Math.max(1, GemmBlocks.POSITIONS / positions));
    while (images > 1 && (tileRows + 1L) * lowering.rowLength(images * positions) > limit) {
      images = (images + 1) / 2;
    }
    long row = lowering.rowLength(images * positions);
    long room = Math.max(row, limit - tileRows * row);
    return lowered(problem, plane, images, room);
  }

  private static Columns lowered(ConvolutionProblem problem, Bands bands, int images, long limit) {
    Lowering lowering = Lowering.onLines(problem);
    long depth = problem.depth();
    long row = lowering.rowLength(images * bands.maxPositions());
    long most = Math.max(1, Math.min(depth, limit / row));
    long blocks = (depth + most - 1) / most;
    int depthBlock = (int) ((depth + blocks - 1) / blocks);
    return new Columns(lowering, bands, images, depthBlock);
  }

  /** Elements for columns, beside a tile of results where there is room for one. */
  private static long room(Setting<?> setting) {
    long limit = setting.scratchLimit(WORKSPACE);
    return limit / SHARE < GemmBlocks.tile() ? limit : limit - GemmBlocks.tile();
  }

  /** The positions of a plane whose gradients reach something, one band. */
  static Bands plane(ConvolutionProblem problem) {
    return bands(problem, problem.window().outputSize(), 1);
  }

  private static Bands bands(ConvolutionProblem problem, long positions, int multiple) {
    return problem.paddingMode() == PaddingMode.ZEROS
        ? Bands.meetingInput(problem.window(), positions, multiple)
        : new Bands(problem.window(), positions, multiple);
  }

  /**
   * The expected time to lower {@code elements} of the matrix.
   *
   * @param gather whether by im2col, else back by col2im, where a run takes as long
   */
  double nanos(Costs costs, double elements, boolean gather) {
    if (lowering == null) {
      return 0;
    }
    double longer = gather ? 1 : ADDING;
    double positions = bands.maxPositions();
    double run = lowering.runLength();
    double gathered = lowering.gathered();
    double rows = ROW * costs.run() * elements / positions;
    return gathered == 0
        ? rows + costs.moved(longer * elements, longer * lowering.runLength(bands, gather))
        : rows
            + costs.gathered(longer * gathered * elements, longer * run)
            + costs.moved(longer * (1 - gathered) * elements, longer * positions);
  }

  /** Positions of a block, at most. */
  int maxPositions() {
    return images * bands.maxPositions();
  }

  /** Elements of scratch for one block. */
  long scratch() {
    return lowering == null ? 0 : (long) depthBlock * rowLength(maxPositions());
  }

  /** From one matrix row of a block of {@code positions} to the next. */
  int rowLength(int positions) {
    return Objects.requireNonNull(lowering).rowLength(positions);
  }
}

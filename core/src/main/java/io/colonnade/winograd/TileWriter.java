package io.colonnade.winograd;

import io.colonnade.Activation;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.numeric.LineArithmetic;
import org.jspecify.annotations.Nullable;

/**
 * Planes of sums of products M into tiles of outputs, {@code y = act(Aᵀ·M·A + b)}.
 *
 * @param <A> the array type
 */
public final class TileWriter<A> {
  private final Arithmetic<A> arithmetic;
  private final LineArithmetic<A> lineArithmetic;
  private final HalfMatrix rowHalf;
  private final HalfMatrix columnHalf;
  private final PointPairs pairs;
  private final TileGrid grid;
  private final Activation activation;

  /** Writes tiles of {@code grid}. */
  public TileWriter(
      Arithmetic<A> arithmetic, PointPairs pairs, TileGrid grid, Activation activation) {
    this.arithmetic = arithmetic;
    this.lineArithmetic = LineArithmetic.of(arithmetic.type());
    this.rowHalf = pairs.rowFilter().output();
    this.columnHalf = pairs.columnFilter().output();
    this.pairs = pairs;
    this.grid = grid;
    this.activation = activation;
  }

  /**
   * Transforms the tiles of a block.
   *
   * @param src one matrix for each pair that has products, {@code srcStep} apart: of channels ×
   *     tiles, or channels-last of tiles × channels
   * @param channels how many planes are written
   * @param bias a value for each plane, or {@code null}
   * @param accumulate whether the planes are added to, which goes without an activation
   * @param dst the planes of the first image, {@code dstStep} apart
   */
  public void write(
      A src,
      int srcOffset,
      int srcStep,
      int channels,
      TileBlock block,
      Lines<A> lines,
      @Nullable A bias,
      int biasOffset,
      boolean accumulate,
      A dst,
      int dstOffset,
      int dstStep) {
    if (grid.channelsLast()) {
      cells(
          src,
          srcOffset,
          srcStep,
          channels,
          block,
          lines,
          bias,
          biasOffset,
          accumulate,
          dst,
          dstOffset);
      return;
    }
    int tiles = block.tiles();
    int most = Math.max(1, Lines.length(arithmetic.type()) / tiles);
    for (int channel = 0; channel < channels; channel += most) {
      int some = Math.min(most, channels - channel);
      columns(src, srcOffset + channel * tiles, srcStep, lines, some * tiles);
      for (int r = 0; r < rowHalf.cells(); r++) {
        A strip = lines.get(Lines.STRIPS);
        row(lines, r, strip, some * tiles);
        int length = tiles * columnHalf.cells();
        finish(strip, some, length, length, 1, bias, biasOffset + channel);
        for (int c = 0; c < some; c++) {
          int to = dstOffset + (channel + c) * dstStep;
          grid.scatter(arithmetic, strip, c * length, r, block, accumulate, dst, to);
        }
      }
    }
  }

  /** Transforms tiles whose channels lie side by side, as many of a row at a time as fit a line. */
  private void cells(
      A src,
      int srcOffset,
      int srcStep,
      int channels,
      TileBlock block,
      Lines<A> lines,
      @Nullable A bias,
      int biasOffset,
      boolean accumulate,
      A dst,
      int dstOffset) {
    int most = Lines.part(arithmetic.type(), channels);
    int together = Math.max(1, Lines.length(arithmetic.type()) / channels);
    int tiles;
    for (int tile = 0; tile < block.tiles(); tile += tiles) {
      tiles = block.run(tile, together);
      for (int channel = 0; channel < channels; channel += most) {
        int some = Math.min(most, channels - channel);
        int n = tiles * some;
        columns(src, srcOffset + tile * channels + channel, srcStep, lines, n);
        for (int r = 0; r < rowHalf.cells(); r++) {
          columnHalf.fold(lineArithmetic, lines, Lines.TILE + r * columnHalf.points(), 0, 1, n);
          for (int c = 0; c < columnHalf.cells(); c++) {
            A line = lines.get(c);
            finish(line, some, tiles, 1, some, bias, biasOffset + channel);
            int to = dstOffset + channel;
            grid.scatter(arithmetic, line, r, c, block, tile, tiles, some, accumulate, dst, to);
          }
        }
      }
    }
  }

  /**
   * Adds the bias to {@code cells} cells of some channels, and applies the activation.
   *
   * @param row the distance between channels
   * @param step the distance between cells
   */
  private void finish(
      A line, int channels, int cells, int row, int step, @Nullable A bias, int biasOffset) {
    if (bias != null) {
      arithmetic.spread(bias, biasOffset, channels, cells, true, line, 0, row, step);
    }
    if (!activation.isNone()) {
      int n = channels * cells;
      arithmetic.activate(activation, line, 0, n, 1, 1, n);
    }
  }

  /** Transforms the rows of points back into lines, and joins those into a strip. */
  private void row(Lines<A> lines, int r, A strip, int n) {
    columnHalf.fold(lineArithmetic, lines, Lines.TILE + r * columnHalf.points(), 0, 1, n);
    if (columnHalf.cells() == 1) {
      arithmetic.copy(lines.get(0), 0, 1, strip, 0, 1, n);
      return;
    }
    for (int c = 0; c < columnHalf.cells(); c++) {
      lineArithmetic.place(lines.get(c), strip, c, columnHalf.cells(), n);
    }
  }

  /** Transforms the columns of points back. */
  private void columns(A src, int srcOffset, int srcStep, Lines<A> lines, int n) {
    int points = columnHalf.points();
    for (int j = 0; j < points; j++) {
      for (int i = 0; i < rowHalf.points(); i++) {
        int pair = pairs.pair(i, j);
        if (pair < 0) {
          arithmetic.zero(lines.get(i), 0, n);
        } else {
          arithmetic.copy(src, srcOffset + pair * srcStep, 1, lines.get(i), 0, 1, n);
        }
      }
      rowHalf.fold(lineArithmetic, lines, 0, Lines.TILE + j, points, n);
    }
  }
}

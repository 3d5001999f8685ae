package io.colonnade.winograd;

import io.colonnade.numeric.Arithmetic;
import io.colonnade.numeric.LineArithmetic;

/**
 * Tiles of planes d into planes of products, {@code V = M·d·Mᵀ}: M is Bᵀ for the cells that a
 * convolution reads, A for the gradients of those it writes.
 *
 * @param <A> the array type
 */
public final class TileReader<A> {
  private final Arithmetic<A> arithmetic;
  private final LineArithmetic<A> lineArithmetic;
  private final HalfMatrix half;
  private final TileGrid grid;

  private TileReader(Arithmetic<A> arithmetic, HalfMatrix half, TileGrid grid) {
    this.arithmetic = arithmetic;
    this.lineArithmetic = LineArithmetic.of(arithmetic.type());
    this.half = half;
    this.grid = grid;
  }

  /** Transforms by Bᵀ. */
  public static <A> TileReader<A> ofInput(
      Arithmetic<A> arithmetic, MinimalFilter filter, TileGrid grid) {
    return new TileReader<>(arithmetic, filter.input(), grid);
  }

  /** Transforms by A. */
  public static <A> TileReader<A> ofOutputGradient(
      Arithmetic<A> arithmetic, MinimalFilter filter, TileGrid grid) {
    return new TileReader<>(arithmetic, filter.output(), grid);
  }

  /**
   * Transforms the tiles of a block.
   *
   * @param src the planes of the first image, {@code srcStep} apart
   * @param channels how many there are
   * @param dst receives one matrix for each pair of points, {@code dstStep} apart: of channels ×
   *     tiles, or channels-last of tiles × channels
   */
  public void read(
      A src,
      int srcOffset,
      int srcStep,
      int channels,
      TileBlock block,
      Lines<A> lines,
      A dst,
      int dstOffset,
      int dstStep) {
    if (grid.channelsLast()) {
      cells(src, srcOffset, channels, block, lines, dst, dstOffset, dstStep);
      return;
    }
    int tiles = block.tiles();
    int most = Math.max(1, Lines.length(arithmetic.type()) / tiles);
    for (int channel = 0; channel < channels; channel += most) {
      int some = Math.min(most, channels - channel);
      strips(src, srcOffset + channel * srcStep, srcStep, some, block, lines);
      for (int i = 0; i < half.points(); i++) {
        row(lines, i, some, block);
        for (int j = 0; j < half.points(); j++) {
          int to = dstOffset + (i * half.points() + j) * dstStep + channel * tiles;
          arithmetic.copy(lines.get(Lines.TILE + j), 0, 1, dst, to, 1, some * tiles);
        }
      }
    }
  }

  /** Transforms tiles whose channels lie side by side, as many of a row at a time as fit a line. */
  private void cells(
      A src,
      int srcOffset,
      int channels,
      TileBlock block,
      Lines<A> lines,
      A dst,
      int dstOffset,
      int dstStep) {
    int most = Lines.part(arithmetic.type(), channels);
    int together = Math.max(1, Lines.length(arithmetic.type()) / channels);
    int tiles;
    for (int tile = 0; tile < block.tiles(); tile += tiles) {
      tiles = block.run(tile, together);
      for (int channel = 0; channel < channels; channel += most) {
        int some = Math.min(most, channels - channel);
        columns(src, srcOffset + channel, block, tile, tiles, some, lines);
        points(lines, tiles * some, dst, dstOffset + tile * channels + channel, dstStep);
      }
    }
  }

  /** Gathers some tiles of a row cell by cell and transforms their columns. */
  private void columns(
      A src, int offset, TileBlock block, int tile, int tiles, int channels, Lines<A> lines) {
    for (int c = 0; c < grid.side(); c++) {
      for (int r = 0; r < grid.side(); r++) {
        A line = lines.get(r);
        grid.gather(arithmetic, src, offset, r, c, block, tile, tiles, channels, line);
      }
      half.expand(lineArithmetic, lines, 0, Lines.TILE + c, grid.side(), tiles * channels);
    }
  }

  /** Transforms the rows of such tiles. */
  private void points(Lines<A> lines, int n, A dst, int dstOffset, int dstStep) {
    for (int i = 0; i < half.points(); i++) {
      half.expand(lineArithmetic, lines, Lines.TILE + i * grid.side(), 0, 1, n);
      for (int j = 0; j < half.points(); j++) {
        int to = dstOffset + (i * half.points() + j) * dstStep;
        arithmetic.copy(lines.get(j), 0, 1, dst, to, 1, n);
      }
    }
  }

  /** Gathers the rows of the tiles and transforms their columns. */
  private void strips(
      A src, int srcOffset, int srcStep, int channels, TileBlock block, Lines<A> lines) {
    int main = block.tiles() * grid.stride();
    int tail = block.rows() * grid.overlap();
    for (int r = 0; r < grid.side(); r++) {
      A strip = lines.get(Lines.STRIPS + r);
      arithmetic.zero(strip, 0, channels * (main + tail));
      for (int c = 0; c < channels; c++) {
        int from = srcOffset + c * srcStep;
        int tails = channels * main + c * tail;
        grid.gather(arithmetic, src, from, r, block, strip, c * main, tails);
      }
    }
    half.expand(
        lineArithmetic, lines, Lines.STRIPS, Lines.POINT_STRIPS, 1, channels * (main + tail));
  }

  /** Divides strip {@code i} of points into lines and transforms them. */
  private void row(Lines<A> lines, int i, int channels, TileBlock block) {
    int n = channels * block.tiles();
    int stride = grid.stride();
    A strip = lines.get(Lines.POINT_STRIPS + i);
    for (int c = 0; c < stride; c++) {
      lineArithmetic.pick(strip, c, stride, lines.get(c), n);
    }
    for (int c = 0; c < grid.overlap(); c++) {
      A line = lines.get(stride + c);
      arithmetic.copy(lines.get(c), 1, 1, line, 0, 1, n - 1);
      arithmetic.copy(
          strip,
          n * stride + c,
          grid.overlap(),
          line,
          block.width() - 1,
          block.width(),
          channels * block.rows());
    }
    half.expand(lineArithmetic, lines, 0, Lines.TILE, 1, n);
  }
}

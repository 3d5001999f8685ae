package io.colonnade.winograd;

import io.colonnade.numeric.Arithmetic;
import io.colonnade.numeric.LineArithmetic;
import java.util.ArrayList;
import java.util.List;

/**
 * Tiles of planes d into planes of products, {@code V = M·d·Mᵀ}: M is Bᵀ for the cells that a
 * convolution reads, A for the gradients of those it writes.
 *
 * <p>One reader serves a part of the rows of a kernel, and the parts of its columns that see cells
 * of the same tiles.
 *
 * @param <A> the array type
 */
public final class TileReader<A> {
  private final Arithmetic<A> arithmetic;
  private final LineArithmetic<A> lineArithmetic;
  private final HalfMatrix rowHalf;
  private final HalfMatrix columnHalf;
  private final PointPairs pairs;
  private final TileGrid grid;
  private final int rowPart;
  private final AxisPart rows;

  /** The cell of a tile at which its rows begin. */
  private final int firstRow;

  private final Columns[] columns;

  /**
   * The cells of a tile that a part of the columns sees.
   *
   * @param index which part it is
   * @param part the part
   * @param first the first cell, as the half matrix counts them
   * @param end one past the last
   * @param offset the column of a tile at which the first of them lies
   * @param step columns from one to the next
   */
  private record Columns(int index, AxisPart part, int first, int end, int offset, int step) {
    int column(int cell) {
      return offset + (cell - first) * step;
    }
  }

  private TileReader(
      Arithmetic<A> arithmetic,
      HalfMatrix rowHalf,
      HalfMatrix columnHalf,
      PointPairs pairs,
      TileGrid grid,
      int rowPart,
      int firstRow,
      List<Columns> columns) {
    this.arithmetic = arithmetic;
    this.lineArithmetic = LineArithmetic.of(arithmetic.type());
    this.rowHalf = rowHalf;
    this.columnHalf = columnHalf;
    this.pairs = pairs;
    this.grid = grid;
    this.rowPart = rowPart;
    this.rows = pairs.rows().get(rowPart);
    this.firstRow = firstRow;
    this.columns = columns.toArray(Columns[]::new);
  }

  /**
   * Transforms by Bᵀ.
   *
   * @param grid the cells from the first on that the parts see
   * @param row which part of the rows
   * @param firstColumn the first of the parts of the columns
   * @param endColumn one past the last
   */
  public static <A> TileReader<A> ofInput(
      Arithmetic<A> arithmetic,
      PointPairs pairs,
      TileGrid grid,
      int row,
      int firstColumn,
      int endColumn) {
    HalfMatrix rowHalf = pairs.rowFilter().input();
    HalfMatrix columnHalf = pairs.columnFilter().input();
    List<Columns> columns = new ArrayList<>();
    for (int c = firstColumn; c < endColumn; c++) {
      AxisPart part = pairs.columns().get(c);
      int offset = part.first() - pairs.columns().get(firstColumn).first();
      columns.add(new Columns(c, part, part.firstPoint(), part.endPoint(), offset, part.step()));
    }
    int firstRow = pairs.rows().get(row).firstPoint();
    return new TileReader<>(arithmetic, rowHalf, columnHalf, pairs, grid, row, firstRow, columns);
  }

  /** Transforms by A, for the only part of a kernel. */
  public static <A> TileReader<A> ofOutputGradient(
      Arithmetic<A> arithmetic, PointPairs pairs, TileGrid grid) {
    HalfMatrix rowHalf = pairs.rowFilter().output();
    HalfMatrix columnHalf = pairs.columnFilter().output();
    Columns columns = new Columns(0, pairs.columns().get(0), 0, columnHalf.cells(), 0, 1);
    return new TileReader<>(arithmetic, rowHalf, columnHalf, pairs, grid, 0, 0, List.of(columns));
  }

  /**
   * Transforms the tiles of a block.
   *
   * @param src the planes of the first image, {@code srcStep} apart
   * @param channels how many there are
   * @param dst receives the matrices of the parts, all of which are {@code dstStep} apart: of
   *     channels × tiles, or channels-last of tiles × channels
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
    int most = Math.max(1, Lines.stripLength(arithmetic.type()) / stripLength(block));
    most = Math.min(most, Math.max(1, Lines.length(arithmetic.type()) / block.tiles()));
    for (int channel = 0; channel < channels; channel += most) {
      int some = Math.min(most, channels - channel);
      int to = dstOffset + channel * block.tiles();
      strips(src, srcOffset + channel * srcStep, srcStep, some, block, lines);
      for (int i = rows.firstPoint(); i < rows.endPoint(); i++) {
        for (Columns part : columns) {
          row(lines, i, part, some, block);
          points(lines, i, Lines.TILE, part, some * block.tiles(), dst, to, dstStep);
        }
      }
    }
  }

  /** Elements of a strip of one plane. */
  private int stripLength(TileBlock block) {
    return block.tiles() * grid.columnStride() + block.rows() * grid.overlap();
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
        int to = dstOffset + tile * channels + channel;
        for (Columns part : columns) {
          columns(src, srcOffset + channel, part, block, tile, tiles, some, lines);
          for (int i = rows.firstPoint(); i < rows.endPoint(); i++) {
            points(
                lines,
                i,
                Lines.TILE + i * columnHalf.cells(),
                part,
                tiles * some,
                dst,
                to,
                dstStep);
          }
        }
      }
    }
  }

  /** Gathers some tiles of a row cell by cell and transforms their columns. */
  private void columns(
      A src,
      int offset,
      Columns part,
      TileBlock block,
      int tile,
      int tiles,
      int channels,
      Lines<A> lines) {
    int n = tiles * channels;
    for (int c = part.first; c < part.end; c++) {
      for (int r = 0; r < grid.rows(); r++) {
        A line = lines.get(firstRow + r);
        int column = part.column(c);
        grid.gather(arithmetic, src, offset, r, column, block, tile, tiles, channels, line);
      }
      rowHalf.expand(lineArithmetic, lines, 0, Lines.TILE + c, columnHalf.cells(), rows, n);
    }
  }

  /** Transforms a row of such tiles, whose cells are lines from {@code from} on. */
  private void points(
      Lines<A> lines, int i, int from, Columns part, int n, A dst, int dstOffset, int dstStep) {
    columnHalf.expand(lineArithmetic, lines, from, 0, 1, part.part, n);
    for (int j = part.part.firstPoint(); j < part.part.endPoint(); j++) {
      int to = dstOffset + pairs.matrix(rowPart, part.index, i, j) * dstStep;
      arithmetic.copy(lines.get(j), 0, 1, dst, to, 1, n);
    }
  }

  /** Gathers the rows of the tiles and transforms their columns. */
  private void strips(
      A src, int srcOffset, int srcStep, int channels, TileBlock block, Lines<A> lines) {
    int main = block.tiles() * grid.columnStride();
    int tail = block.rows() * grid.overlap();
    for (int r = 0; r < grid.rows(); r++) {
      A strip = lines.get(Lines.STRIPS + firstRow + r);
      arithmetic.zero(strip, 0, channels * (main + tail));
      for (int c = 0; c < channels; c++) {
        int from = srcOffset + c * srcStep;
        int tails = channels * main + c * tail;
        grid.gather(arithmetic, src, from, r, block, strip, c * main, tails);
      }
    }
    int n = channels * (main + tail);
    rowHalf.expand(lineArithmetic, lines, Lines.STRIPS, Lines.POINT_STRIPS, 1, rows, n);
  }

  /** Divides strip {@code i} of points into lines of the cells of a part. */
  private void row(Lines<A> lines, int i, Columns part, int channels, TileBlock block) {
    int n = channels * block.tiles();
    int stride = grid.columnStride();
    A strip = lines.get(Lines.POINT_STRIPS + i);
    for (int cell = part.first; cell < part.end; cell++) {
      A line = lines.get(Lines.TILE + cell);
      int beyond = part.column(cell) - stride;
      if (stride == 1) {
        arithmetic.copy(strip, 0, 1, line, 0, 1, n);
      } else if (beyond < 0) {
        lineArithmetic.pick(strip, part.column(cell), stride, line, n);
      } else {
        arithmetic.copy(lines.get(Lines.TILE + cell - stride / part.step), 1, 1, line, 0, 1, n - 1);
        arithmetic.copy(
            strip,
            n * stride + beyond,
            grid.overlap(),
            line,
            block.width() - 1,
            block.width(),
            channels * block.rows());
      }
    }
  }
}

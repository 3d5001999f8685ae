package io.colonnade.bench.throughput;

import io.colonnade.bench.throughput.MatrixProduct.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a GEMM is cut into calls: the largest block of one call, in columns × rows × summands. For
 * the forward pass these are positions × filters × depth.
 */
record Blocking(int columns, int rows, int inner) {

  /** All of it in one call. */
  static final Blocking WHOLE =
      new Blocking(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  /**
   * Blocks whose product stays at or below 10⁶, where OpenBLAS multiplies without packing its
   * operands first: long along the columns, long along the rows, long along the sums, and very long
   * there for layers of few positions.
   */
  static final List<Blocking> BLOCKS =
      List.of(
          new Blocking(192, 64, 64),
          new Blocking(96, 128, 64),
          new Blocking(64, 64, 192),
          new Blocking(48, 64, 320));

  /** All of these. */
  static final List<Blocking> ALL = Stream.concat(Stream.of(WHOLE), BLOCKS.stream()).toList();

  /** The calls that cover {@code range}, those of one part of C following each other. */
  List<Block> cut(Block range) {
    List<Block> blocks = new ArrayList<>();
    for (long c = range.columnBegin(); c < range.columnEnd(); c += columns) {
      for (long r = range.rowBegin(); r < range.rowEnd(); r += rows) {
        for (long i = range.innerBegin(); i < range.innerEnd(); i += inner) {
          blocks.add(
              new Block(
                  (int) r,
                  (int) Math.min(r + rows, range.rowEnd()),
                  (int) c,
                  (int) Math.min(c + columns, range.columnEnd()),
                  (int) i,
                  (int) Math.min(i + inner, range.innerEnd())));
        }
      }
    }
    return blocks;
  }

  @Override
  public String toString() {
    return equals(WHOLE) ? "whole" : columns + "x" + rows + "x" + inner;
  }
}

package io.colonnade.gemm.pass;

import io.colonnade.lowering.Bands;
import io.colonnade.numeric.Arithmetic;

/**
 * What the three passes with columns share: the sizes, the columns, and the distances between the
 * elements of a block of columns, which is matrix rows × positions in channels-first order and
 * positions × matrix rows in channels-last order.
 */
abstract class PassKernel<A> implements Kernel<A> {
  final Layer layer;
  final Arithmetic<A> arithmetic;
  final Multiplier<A> multiplier;
  final Columns columns;
  final Bands bands;

  PassKernel(Setting<A> setting, Layer layer, Columns columns) {
    this.layer = layer;
    this.arithmetic = setting.arithmetic();
    this.multiplier = setting.multiplier();
    this.columns = columns;
    this.bands = columns.bands();
  }

  @Override
  public final long scratch() {
    return columns.scratch();
  }

  /** Distance between the matrix rows of a block of columns for {@code positions} positions. */
  final int columnsRow(int positions) {
    return layer.channelsFirst ? positions : 1;
  }

  /** Distance between the positions of a block of columns of {@code depth} matrix rows. */
  final int columnsPosition(int depth) {
    return layer.channelsFirst ? 1 : depth;
  }

  /** Whether {@code units} parts of the work keep {@code threads} threads busy. */
  static boolean isEnough(int units, int threads) {
    return units % threads == 0 || units >= 8 * threads;
  }
}

package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;

/** Folds the elements of each window to one value. */
final class FoldReduction<A> extends Reduction {
  private final BandPlan plan;
  private final Arithmetic<A> arithmetic;
  private final Fold<A> fold;
  private final FoldScratch<A> scratch;
  private final A x;
  private final int xOffset;
  private final A y;
  private final int yOffset;

  FoldReduction(
      BandPlan plan,
      DataType<A> type,
      Fold<A> fold,
      FoldScratch<A> scratch,
      A x,
      int xOffset,
      A y,
      int yOffset) {
    super(plan);
    this.plan = plan;
    this.arithmetic = Arithmetic.of(type);
    this.fold = fold;
    this.scratch = scratch;
    this.x = x;
    this.xOffset = xOffset;
    this.y = y;
    this.yOffset = yOffset;
  }

  @Override
  void load(int at, int rowStep, int step, int slot, int to, int toRow, int rows, int count) {
    arithmetic.copyRows(
        x, xOffset + at, rowStep, step, scratch.slot(slot), to, toRow, 1, rows, count);
  }

  @Override
  void prepare(int slot) {}

  @Override
  void pad(int slot, int to, int count) {
    fold.pad(scratch.slot(slot), to, count);
  }

  @Override
  void start(int slot, int count) {
    scratch.start(slot, count);
  }

  @Override
  void start(int first, int second, int shift, int distance, int count) {
    scratch.start(fold, first, second, shift, count);
  }

  @Override
  void combine(int slot, int shift, int distance, int count) {
    scratch.fold(fold, slot, shift, count);
  }

  @Override
  void keep(int slot) {
    scratch.swap(slot);
  }

  @Override
  void finish(BandWalk walk) {
    if (plan.outputStep() > 1) {
      scratch.pick(plan.outputStep(), plan.outputLength());
    }
    fold.finish(scratch.folded(), walk);
  }

  @Override
  void store(int at, int rowStep, int step, int from, int fromRow, int rows, int count) {
    arithmetic.copyRows(
        scratch.folded(), from, fromRow, 1, y, yOffset + at, rowStep, step, rows, count);
  }
}

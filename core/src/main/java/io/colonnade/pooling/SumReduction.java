package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;

/** Adds up each window and divides by the number of its cells. */
final class SumReduction<A> extends Reduction {
  private final BandPlan plan;
  private final Arithmetic<A> arithmetic;
  private final Elements<A> elements;
  private final SumScratch<A> scratch;
  private final Divisors divisors;
  private final A x;
  private final int xOffset;
  private final A y;
  private final int yOffset;

  SumReduction(
      BandPlan plan,
      DataType<A> type,
      SumScratch<A> scratch,
      Divisors divisors,
      A x,
      int xOffset,
      A y,
      int yOffset) {
    super(plan);
    this.plan = plan;
    this.arithmetic = Arithmetic.of(type);
    this.elements = Elements.of(type);
    this.scratch = scratch;
    this.divisors = divisors;
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
    arithmetic.zero(scratch.slot(slot), to, count);
  }

  @Override
  void start(int slot, int count) {
    scratch.start(slot, count);
  }

  @Override
  void start(int first, int second, int shift, int distance, int count) {
    scratch.start(first, second, shift, count);
  }

  @Override
  void combine(int slot, int shift, int distance, int count) {
    scratch.add(slot, shift, count);
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
    divisors.divide(elements, scratch.sums(), walk);
  }

  @Override
  void store(int at, int rowStep, int step, int from, int fromRow, int rows, int count) {
    arithmetic.copyRows(
        scratch.sums(), from, fromRow, 1, y, yOffset + at, rowStep, step, rows, count);
  }
}

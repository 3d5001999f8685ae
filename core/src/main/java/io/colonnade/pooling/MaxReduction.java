package io.colonnade.pooling;

/**
 * Finds the greatest element of each window and the cell that it lies at, the first in row-major
 * order among equals: along each axis a later tap wins only if it is greater, and what is compared
 * is already the first greatest of the axes inside.
 */
final class MaxReduction<A, K> extends Reduction {
  private final BandPlan plan;
  private final Keys<A, K> keys;
  private final MaxScratch<A, K> scratch;
  private final K origins;
  private final SwitchCode code;
  private final A x;
  private final int xOffset;
  private final A y;
  private final int yOffset;
  private final int[] switches;
  private final int switchesOffset;
  private int inputBase;

  MaxReduction(
      BandPlan plan,
      Keys<A, K> keys,
      MaxScratch<A, K> scratch,
      K origins,
      SwitchCode code,
      A x,
      int xOffset,
      A y,
      int yOffset,
      int[] switches,
      int switchesOffset) {
    super(plan);
    this.plan = plan;
    this.keys = keys;
    this.scratch = scratch;
    this.origins = origins;
    this.code = code;
    this.x = x;
    this.xOffset = xOffset;
    this.y = y;
    this.yOffset = yOffset;
    this.switches = switches;
    this.switchesOffset = switchesOffset;
  }

  @Override
  void load(int at, int rowStep, int step, int slot, int to, int toRow, int rows, int count) {
    keys.load(x, xOffset + at, rowStep, step, scratch.values(slot), to, toRow, rows, count);
  }

  @Override
  void prepare(int slot) {
    keys.order(scratch.values(slot), plan.length());
  }

  @Override
  void pad(int slot, int to, int count) {
    keys.pad(scratch.values(slot), to, to + count);
  }

  @Override
  void start(int slot, int count) {
    scratch.start(slot, count);
  }

  @Override
  void start(int first, int second, int shift, int distance, int count) {
    scratch.start(first, second, shift, distance, count);
  }

  @Override
  void combine(int slot, int shift, int distance, int count) {
    scratch.combine(slot, shift, distance, count);
  }

  @Override
  void keep(int slot) {
    scratch.keep(slot);
  }

  @Override
  void finish(BandWalk walk) {
    inputBase = walk.inputBase();
    int base = plan.outermostOrigin(walk.firstOutput());
    keys.finish(scratch.bestValues(), scratch.bestCells(), origins, base, plan.outputLength());
  }

  @Override
  void store(int at, int rowStep, int step, int from, int fromRow, int rows, int count) {
    keys.store(scratch.bestValues(), from, fromRow, y, yOffset + at, rowStep, step, rows, count);
    int to = switchesOffset + at;
    keys.storeCells(scratch.bestCells(), from, fromRow, switches, to, rowStep, step, rows, count);
    if (!code.plain()) {
      number(to, rowStep, step, rows, count);
    }
  }

  private void number(int at, int rowStep, int step, int rows, int count) {
    PlaneGroups groups = plan.groups();
    int laneStep = groups.laneStep(plan.inputSize());
    for (int row = 0; row < rows; row++) {
      code.number(switches, at + row * rowStep, step, count, inputBase, groups.lanes(), laneStep);
    }
  }
}

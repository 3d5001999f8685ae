package io.colonnade.pooling;

/**
 * Stands at a band and walks over its inputs and outputs in blocks of rows; the state of one call
 * in flight.
 *
 * <p>A row is a run along the innermost axis, and a block one along the next axis, for a group of
 * one plane. For a group of several planes a row is the same cell of all of them, and a block a run
 * along the innermost axis. Positions in a tensor count from its start.
 */
final class BandWalk {
  private final BandPlan plan;
  private final PlaneGroups groups;
  private final int innermost;
  private final int blockAxis;
  private final int[] firstInside;
  private final int[] endInside;
  private final int[] firstCell;
  private int group;
  private int firstOutput;
  private int inputBase;
  private int outputBase;

  /** What is done with a block of elements and its place in a buffer. */
  @FunctionalInterface
  interface Blocks {
    /**
     * Element i of row r lies at {@code at + r·rowStep + i·step} and {@code place + r·placeRow +
     * i}.
     */
    void visit(int at, int rowStep, int step, int place, int placeRow, int rows, int count);
  }

  /** What is done with places of a buffer that lie in the padding. */
  @FunctionalInterface
  interface Padding {
    /** The places to, to + 1, …. */
    void visit(int to, int count);
  }

  BandWalk(BandPlan plan) {
    this.plan = plan;
    this.groups = plan.groups();
    this.innermost = plan.innermost();
    this.blockAxis = groups.lanes() > 1 ? innermost : innermost - 1;
    this.firstInside = new int[innermost + 1];
    this.endInside = new int[innermost + 1];
    this.firstCell = new int[innermost + 1];
  }

  /** Goes to a band, counted through all groups of planes. */
  void goTo(int band) {
    group = band / plan.bands();
    firstOutput = band % plan.bands() * plan.bandOutputs();
    inputBase = groups.base(group, plan.inputSize());
    outputBase = groups.base(group, plan.outputSize());
  }

  /** The first output of the band along the outermost axis. */
  int firstOutput() {
    return firstOutput;
  }

  /** Outputs of the band along the outermost axis. */
  int outputs() {
    return Math.min(plan.bandOutputs(), plan.axis(0).outputs() - firstOutput);
  }

  /** Where the band's first plane starts in the input. */
  int inputBase() {
    return inputBase;
  }

  /** Chooses a phase of axis {@code a} for the walks over inputs and padding. */
  void choose(int a, int phase) {
    PhasedAxis axis = plan.axis(a);
    int from = a == 0 ? firstOutput : 0;
    firstInside[a] = axis.first(phase, from, plan.elements(a));
    endInside[a] = axis.end(phase, from, plan.elements(a));
    firstCell[a] = axis.cell(phase, from + firstInside[a]);
  }

  private int inside(int a) {
    return endInside[a] - firstInside[a];
  }

  /** Visits the input cells of the chosen phases. */
  void inputs(Blocks blocks) {
    if (inside(innermost) > 0) {
      inputs(0, 0, 0, blocks);
    }
  }

  private void inputs(int a, int outer, int to, Blocks blocks) {
    if (a < blockAxis) {
      PhasedAxis axis = plan.axis(a);
      int cell = outer * axis.inputs() + firstCell[a];
      for (int q = firstInside[a]; q < endInside[a]; q++) {
        inputs(a + 1, cell, to + q * plan.pitch(a), blocks);
        cell += axis.stride();
      }
    } else if (groups.lanes() > 1) {
      blockOfLanes(outer, to, blocks);
    } else {
      blockOfRows(outer, to, blocks);
    }
  }

  private void blockOfRows(int outer, int to, Blocks blocks) {
    PhasedAxis axis = plan.axis(innermost);
    int cellStep = groups.cellStep();
    int step = axis.stride() * cellStep;
    int count = inside(innermost);
    int cell = firstCell[innermost];
    int place = to + firstInside[innermost];
    if (blockAxis < 0) {
      blocks.visit(inputBase + cell * cellStep, 0, step, place, 0, 1, count);
      return;
    }
    PhasedAxis across = plan.axis(blockAxis);
    cell += (outer * across.inputs() + firstCell[blockAxis]) * axis.inputs();
    blocks.visit(
        inputBase + cell * cellStep,
        across.stride() * axis.inputs() * cellStep,
        step,
        place + firstInside[blockAxis] * plan.pitch(blockAxis),
        plan.pitch(blockAxis),
        inside(blockAxis),
        count);
  }

  private void blockOfLanes(int outer, int to, Blocks blocks) {
    PhasedAxis axis = plan.axis(innermost);
    int lanes = groups.lanes();
    int count = inside(innermost);
    int cell = outer * axis.inputs() + firstCell[innermost];
    int at = inputBase + cell * groups.cellStep();
    int place = to + firstInside[innermost] * lanes;
    if (axis.stride() == 1 && groups.cellStep() == lanes) {
      blocks.visit(at, 0, 1, place, 0, 1, count * lanes);
      return;
    }
    blocks.visit(
        at,
        axis.stride() * groups.cellStep(),
        groups.laneStep(plan.inputSize()),
        place,
        lanes,
        count,
        groups.count(group));
  }

  /** Visits the places of a buffer that {@link #inputs} leaves out. */
  void padding(Padding padding) {
    padding(0, 0, padding);
  }

  private void padding(int a, int to, Padding padding) {
    if (!plan.padded(a)) {
      return;
    }
    int pitch = plan.pitch(a);
    padding.visit(to, firstInside[a] * pitch);
    padding.visit(to + endInside[a] * pitch, (plan.elements(a) - endInside[a]) * pitch);
    if (a < innermost) {
      for (int q = firstInside[a]; q < endInside[a]; q++) {
        padding(a + 1, to + q * pitch, padding);
      }
    }
  }

  /** Visits the outputs. */
  void outputs(Blocks blocks) {
    outputs(0, 0, 0, blocks);
  }

  private void outputs(int a, int outer, int to, Blocks blocks) {
    int all = plan.outputs(a);
    int count = a == 0 ? outputs() : all;
    int position = outer * all + (a == 0 ? firstOutput : 0);
    if (a == plan.dense()) {
      int at = outputBase + position * plan.outputPitch(a);
      blocks.visit(at, 0, 1, to, 0, 1, count * plan.outputPitch(a));
    } else if (a < blockAxis) {
      for (int o = 0; o < count; o++) {
        outputs(a + 1, position + o, to + o * plan.outputPitch(a), blocks);
      }
    } else {
      outputBlock(a, position, to, count, blocks);
    }
  }

  private void outputBlock(int a, int position, int to, int count, Blocks blocks) {
    int step = groups.cellStep();
    if (groups.lanes() > 1) {
      int laneStep = groups.laneStep(plan.outputSize());
      int at = outputBase + position * step;
      blocks.visit(at, step, laneStep, to, groups.lanes(), count, groups.count(group));
    } else if (a == innermost) {
      blocks.visit(outputBase + position * step, 0, step, to, 0, 1, count);
    } else {
      int row = plan.outputs(innermost);
      int at = outputBase + position * row * step;
      blocks.visit(at, row * step, step, to, plan.outputPitch(a), count, row);
    }
  }
}

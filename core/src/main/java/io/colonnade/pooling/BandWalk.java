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
  private final int[] firstInRow;
  private final int[] endInRow;
  private final int[] cellInRow;
  private int group;
  private int firstOutput;
  private int inputBase;
  private int outputBase;

  /** What is done with a block of input elements and its place in a buffer. */
  @FunctionalInterface
  interface Inputs {
    /** Element i of row r lies at {@code at + r·rowStep + i·step} and {@code to + r·toRow + i}. */
    void visit(int at, int rowStep, int step, int slot, int to, int toRow, int rows, int count);
  }

  /** What is done with a block of output elements and its place in the accumulator. */
  @FunctionalInterface
  interface Outputs {
    /** Element i of row r lies at {@code at + r·rowStep + i·step} and {@code to + r·toRow + i}. */
    void visit(int at, int rowStep, int step, int to, int toRow, int rows, int count);
  }

  /** What is done with places of a buffer that lie in the padding. */
  @FunctionalInterface
  interface Padding {
    /** The places to, to + 1, …. */
    void visit(int slot, int to, int count);
  }

  BandWalk(BandPlan plan) {
    this.plan = plan;
    this.groups = plan.groups();
    this.innermost = plan.innermost();
    this.blockAxis = groups.lanes() > 1 ? innermost : innermost - 1;
    this.firstInside = new int[innermost];
    this.endInside = new int[innermost];
    this.firstCell = new int[innermost];
    int phases = plan.axis(innermost).phases();
    this.firstInRow = new int[phases];
    this.endInRow = new int[phases];
    this.cellInRow = new int[phases];
    measureRows(0);
  }

  private void measureRows(int from) {
    PhasedAxis axis = plan.axis(innermost);
    int count = plan.elements(innermost);
    for (int phase = 0; phase < axis.phases(); phase++) {
      firstInRow[phase] = axis.first(phase, from, count);
      endInRow[phase] = axis.end(phase, from, count);
      cellInRow[phase] = axis.cell(phase, from + firstInRow[phase]);
    }
  }

  /** Goes to a band, counted through all groups of planes. */
  void goTo(int band) {
    group = band / plan.bands();
    firstOutput = band % plan.bands() * plan.bandOutputs();
    inputBase = groups.base(group, plan.inputSize());
    outputBase = groups.base(group, plan.outputSize());
    if (innermost == 0) {
      measureRows(firstOutput);
    }
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

  /** Chooses a phase of axis {@code a}, not the innermost, for the walks over inputs. */
  void choose(int a, int phase) {
    PhasedAxis axis = plan.axis(a);
    int from = a == 0 ? firstOutput : 0;
    firstInside[a] = axis.first(phase, from, plan.elements(a));
    endInside[a] = axis.end(phase, from, plan.elements(a));
    firstCell[a] = axis.cell(phase, from + firstInside[a]);
  }

  /** Visits the input cells of the chosen phases, with all phases of the innermost axis. */
  void inputs(Inputs inputs) {
    inputs(0, 0, 0, inputs);
  }

  private void inputs(int a, int outer, int to, Inputs inputs) {
    if (a < blockAxis) {
      PhasedAxis axis = plan.axis(a);
      int cell = outer * axis.inputs() + firstCell[a];
      for (int q = firstInside[a]; q < endInside[a]; q++) {
        inputs(a + 1, cell, to + q * plan.pitch(a), inputs);
        cell += axis.stride();
      }
      return;
    }
    for (int phase = 0; phase < firstInRow.length; phase++) {
      if (firstInRow[phase] == endInRow[phase]) {
        continue; // all of it lies in the padding
      }
      if (groups.lanes() > 1) {
        blockOfLanes(phase, outer, to, inputs);
      } else {
        blockOfRows(phase, outer, to, inputs);
      }
    }
  }

  private void blockOfRows(int phase, int outer, int to, Inputs inputs) {
    PhasedAxis axis = plan.axis(innermost);
    int step = axis.stride() * groups.cellStep();
    int count = endInRow[phase] - firstInRow[phase];
    int cell = cellInRow[phase];
    int place = to + firstInRow[phase];
    if (blockAxis < 0) {
      inputs.visit(inputBase + cell * groups.cellStep(), 0, step, phase, place, 0, 1, count);
      return;
    }
    PhasedAxis across = plan.axis(blockAxis);
    int first = firstInside[blockAxis];
    cell += (outer * across.inputs() + firstCell[blockAxis]) * axis.inputs();
    inputs.visit(
        inputBase + cell * groups.cellStep(),
        across.stride() * axis.inputs() * groups.cellStep(),
        step,
        phase,
        place + first * plan.pitch(blockAxis),
        plan.pitch(blockAxis),
        endInside[blockAxis] - first,
        count);
  }

  private void blockOfLanes(int phase, int outer, int to, Inputs inputs) {
    PhasedAxis axis = plan.axis(innermost);
    int lanes = groups.lanes();
    int count = endInRow[phase] - firstInRow[phase];
    int cell = outer * axis.inputs() + cellInRow[phase];
    int at = inputBase + cell * groups.cellStep();
    int place = to + firstInRow[phase] * lanes;
    if (axis.stride() == 1 && groups.cellStep() == lanes) {
      inputs.visit(at, 0, 1, phase, place, 0, 1, count * lanes);
      return;
    }
    inputs.visit(
        at,
        axis.stride() * groups.cellStep(),
        groups.laneStep(plan.inputSize()),
        phase,
        place,
        lanes,
        count,
        groups.count(group));
  }

  /** Visits the places of buffers that {@link #inputs} leaves out. */
  void padding(Padding padding) {
    padding(0, 0, padding);
  }

  private void padding(int a, int to, Padding padding) {
    if (!plan.padded(a)) {
      return;
    }
    for (int phase = 0; phase < firstInRow.length; phase++) {
      boolean row = a == innermost;
      int first = row ? firstInRow[phase] : firstInside[a];
      int end = row ? endInRow[phase] : endInside[a];
      int pitch = plan.pitch(a);
      padding.visit(phase, to, first * pitch);
      padding.visit(phase, to + end * pitch, (plan.elements(a) - end) * pitch);
    }
    if (a < innermost) {
      for (int q = firstInside[a]; q < endInside[a]; q++) {
        padding(a + 1, to + q * plan.pitch(a), padding);
      }
    }
  }

  /** Visits the outputs. */
  void outputs(Outputs outputs) {
    outputs(0, 0, 0, outputs);
  }

  private void outputs(int a, int outer, int to, Outputs outputs) {
    PhasedAxis axis = plan.axis(a);
    int count = a == 0 ? outputs() : axis.outputs();
    int position = outer * axis.outputs() + (a == 0 ? firstOutput : 0);
    if (a == plan.dense()) {
      int at = outputBase + position * plan.pitch(a);
      outputs.visit(at, 0, 1, to, 0, 1, count * plan.pitch(a));
    } else if (a < blockAxis) {
      for (int o = 0; o < count; o++) {
        outputs(a + 1, position + o, to + o * plan.pitch(a), outputs);
      }
    } else {
      outputBlock(a, position, to, count, outputs);
    }
  }

  private void outputBlock(int a, int position, int to, int count, Outputs outputs) {
    int step = groups.cellStep();
    if (groups.lanes() > 1) {
      int laneStep = groups.laneStep(plan.outputSize());
      int at = outputBase + position * step;
      outputs.visit(at, step, laneStep, to, groups.lanes(), count, groups.count(group));
    } else if (a == innermost) {
      outputs.visit(outputBase + position * step, 0, step, to, 0, 1, count);
    } else {
      int row = plan.axis(innermost).outputs();
      int at = outputBase + position * row * step;
      outputs.visit(at, row * step, step, to, plan.pitch(a), count, row);
    }
  }
}

package io.colonnade.pooling;

/**
 * Stands at a band and walks over the rows of its inputs and outputs; the state of one call in
 * flight.
 *
 * <p>A row is a run along the innermost axis or, where a group has several planes, the same cell of
 * all of them. Positions in a tensor count from its start.
 */
final class BandWalk {
  private final BandPlan plan;
  private final PlaneGroups groups;
  private final int innermost;
  private final int[] firstInside;
  private final int[] endInside;
  private final int[] firstCell;
  private int group;
  private int firstOutput;
  private int inputBase;
  private int outputBase;

  /** What is done with a row of input elements and its place in a buffer. */
  @FunctionalInterface
  interface InputRow {
    /** The elements at, at + step, … and the places to, to + 1, … of a buffer. */
    void visit(int at, int step, int slot, int to, int count);
  }

  /** What is done with a row of output elements and its place in the accumulator. */
  @FunctionalInterface
  interface OutputRow {
    /** The elements at, at + step, … and the places from, from + 1, … of the accumulator. */
    void visit(int at, int step, int from, int count);
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

  /** Chooses a phase of axis {@code a} for the walks over inputs. */
  void choose(int a, int phase) {
    PhasedAxis axis = plan.axis(a);
    int from = a == 0 ? firstOutput : 0;
    firstInside[a] = axis.first(phase, from, plan.elements(a));
    endInside[a] = axis.end(phase, from, plan.elements(a));
    firstCell[a] = axis.cell(phase, from + firstInside[a]);
  }

  /** Visits the input cells of the chosen phases. */
  void inputs(int slot, InputRow row) {
    inputs(0, 0, slot, 0, row);
  }

  private void inputs(int a, int outer, int slot, int to, InputRow row) {
    PhasedAxis axis = plan.axis(a);
    int cell = outer * axis.inputs() + firstCell[a];
    if (a == innermost) {
      inputRow(axis, cell, slot, to, row);
      return;
    }
    for (int q = firstInside[a]; q < endInside[a]; q++) {
      inputs(a + 1, cell, slot, to + q * plan.pitch(a), row);
      cell += axis.stride();
    }
  }

  private void inputRow(PhasedAxis axis, int firstCell, int slot, int to, InputRow row) {
    int first = firstInside[innermost];
    int end = endInside[innermost];
    int lanes = groups.lanes();
    int at = inputBase + firstCell * groups.cellStep();
    int step = axis.stride() * groups.cellStep();
    if (lanes == 1) {
      row.visit(at, step, slot, to + first, end - first);
      return;
    }
    int laneStep = groups.laneStep(plan.inputSize());
    int count = groups.count(group);
    for (int q = first; q < end; q++) {
      row.visit(at, laneStep, slot, to + q * lanes, count);
      at += step;
    }
  }

  /** Visits the places of a buffer that {@link #inputs} leaves out. */
  void padding(int slot, Padding padding) {
    padding(0, slot, 0, padding);
  }

  private void padding(int a, int slot, int to, Padding padding) {
    if (!plan.padded(a)) {
      return;
    }
    int pitch = plan.pitch(a);
    int first = firstInside[a];
    int end = endInside[a];
    padding.visit(slot, to, first * pitch);
    padding.visit(slot, to + end * pitch, (plan.elements(a) - end) * pitch);
    if (a < innermost) {
      for (int q = first; q < end; q++) {
        padding(a + 1, slot, to + q * pitch, padding);
      }
    }
  }

  /** Visits the outputs. */
  void outputs(OutputRow row) {
    outputs(0, 0, 0, row);
  }

  private void outputs(int a, int outer, int from, OutputRow row) {
    PhasedAxis axis = plan.axis(a);
    int count = a == 0 ? outputs() : axis.outputs();
    int position = outer * axis.outputs() + (a == 0 ? firstOutput : 0);
    if (a == innermost) {
      outputRow(position, from, count, row);
      return;
    }
    for (int o = 0; o < count; o++) {
      outputs(a + 1, position + o, from + o * plan.pitch(a), row);
    }
  }

  private void outputRow(int position, int from, int outputs, OutputRow row) {
    int lanes = groups.lanes();
    int at = outputBase + position * groups.cellStep();
    if (lanes == 1) {
      row.visit(at, groups.cellStep(), from, outputs);
      return;
    }
    int laneStep = groups.laneStep(plan.outputSize());
    int count = groups.count(group);
    for (int o = 0; o < outputs; o++) {
      row.visit(at, laneStep, from + o * lanes, count);
      at += groups.cellStep();
    }
  }
}

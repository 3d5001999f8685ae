package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.arguments.Ranges;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.parallel.Crew;
import java.util.Objects;

/**
 * What the pooling plans share: one problem and one element type.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public abstract sealed class PoolingPlan<A> permits AveragePooling, MaxPooling {
  private final PoolingProblem problem;
  private final DataType<A> type;
  private final PlanOptions options;
  private final Crew crew;
  private final BandPlan bands;
  private final int xSize;
  private final int ySize;

  PoolingPlan(
      PoolingProblem problem,
      DataType<A> type,
      PlanOptions options,
      BandPlan.Order order,
      int buffersPerPhase,
      int otherBuffers) {
    this.problem = problem;
    this.type = Objects.requireNonNull(type, "type");
    this.options = options;
    this.crew = PoolingOptions.crew(options);
    this.xSize = Ranges.arraySize("x", problem.xSize(), problem);
    this.ySize = Ranges.arraySize("y", problem.ySize(), problem);
    Ranges.arraySize("kernel", problem.window().kernelSize(), problem);
    this.bands = bandPlan(order, buffersPerPhase, otherBuffers);
  }

  /** Bands that keep to the options' limit of scratch. */
  final BandPlan bandPlan(BandPlan.Order order, int buffersPerPhase, int otherBuffers) {
    long limit = options.workspaceLimit();
    long elements = limit == 0 ? 0 : Math.max(1, limit / type.bytes());
    return new BandPlan(problem, order, buffersPerPhase, otherBuffers, elements);
  }

  /**
   * Refuses a problem that is too large, or in which the taps of some window all lie in the
   * padding.
   */
  static PoolingProblem checkWindowsMeetInput(PoolingProblem problem) {
    Ranges.arraySize("x", problem.xSize(), problem);
    Ranges.arraySize("y", problem.ySize(), problem);
    for (int a = 0; a < problem.window().rank(); a++) {
      Axis axis = problem.window().axis(a);
      for (long o = 0; o < axis.output(); o++) {
        if (!axis.meetsInput(o)) {
          throw new IllegalArgumentException(
              "problem=%s: every window must hold an input cell, but at output=%d of axis %d all taps lie in the padding"
                  .formatted(problem, o, a));
        }
      }
    }
    return problem;
  }

  /** The problem that this plan runs. */
  public final PoolingProblem problem() {
    return problem;
  }

  /** The element type. */
  public final DataType<A> type() {
    return type;
  }

  /** The options that the plan was made with. */
  public final PlanOptions options() {
    return options;
  }

  /**
   * Bytes of scratch that the neediest method uses, over all the threads of a call. The share of a
   * thread is at most {@link PlanOptions#workspaceLimit}, if that is set, unless the least band
   * needs more.
   */
  public long workspaceBytes() {
    return workspaceBytes(bands);
  }

  final long workspaceBytes(BandPlan plan) {
    return crew.parts(plan.allBands()) * plan.allElements() * type.bytes();
  }

  final Crew crew() {
    return crew;
  }

  final BandPlan bands() {
    return bands;
  }

  final int xSize() {
    return xSize;
  }

  final int ySize() {
    return ySize;
  }

  final void checkInput(String name, A array, int offset) {
    check(name, array, offset, xSize);
  }

  final void checkOutput(String name, A array, int offset) {
    check(name, array, offset, ySize);
  }

  private void check(String name, A array, int offset, int size) {
    Ranges.check(name, type.length(Objects.requireNonNull(array, name)), offset, size, problem);
  }
}

package io.colonnade.bench.throughput;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PreparedFilters;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.bench.peers.Operand;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Collection;
import java.util.SplittableRandom;

/**
 * The arrays on which a layer's contenders run: inputs of small random values, the same in every
 * run, and outputs. One set serves all contenders of a layer.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class Tensors<A> {
  /** Random elements of an array, which then repeats them: a prime, so as to fit no plane. */
  private static final int PERIOD = 65_521;

  private final DataType<A> type;
  private final A x;
  private final A w;
  private final A dy;
  private final A y;
  private final A dx;
  private final A dw;

  /**
   * Tensors for {@code passes} of {@code problem}; those that they do not use are empty.
   *
   * @throws IllegalArgumentException if a tensor is too large for a Java array
   */
  public Tensors(ConvolutionProblem problem, DataType<A> type, Collection<Pass> passes) {
    boolean forward = passes.contains(Pass.FORWARD);
    boolean data = passes.contains(Pass.BACKWARD_DATA);
    boolean weights = passes.contains(Pass.BACKWARD_WEIGHTS);
    this.type = type;
    this.x = random(type, "x", forward || weights ? problem.xSize() : 0);
    this.w = random(type, "w", forward || data ? problem.wSize() : 0);
    this.dy = random(type, "dy", data || weights ? problem.ySize() : 0);
    this.y = newArray(type, "y", forward ? problem.ySize() : 0);
    this.dx = newArray(type, "dx", data ? problem.xSize() : 0);
    this.dw = newArray(type, "dw", weights ? problem.wSize() : 0);
  }

  /**
   * A new array of {@code size} elements in [−1, 1), which depend on {@code name} and nothing else.
   *
   * @throws IllegalArgumentException if that is too large for a Java array
   */
  public static <A> A random(DataType<A> type, String name, long size) {
    A array = newArray(type, name, size);
    SplittableRandom random = new SplittableRandom(name.hashCode());
    int period = (int) Math.min(size, PERIOD);
    for (int i = 0; i < period; i++) {
      type.set(array, i, random.nextDouble(-1, 1));
    }
    repeat(array, period, (int) size);
    return array;
  }

  private static <A> A newArray(DataType<A> type, String name, long size) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s=%d elements: must not exceed %d, the length of a Java array"
              .formatted(name, size, Integer.MAX_VALUE));
    }
    return type.newArray((int) size);
  }

  /** Continues the first {@code period} elements of an array to its end. */
  private static void repeat(Object array, int period, int size) {
    for (int done = period; done < size; ) {
      int more = Math.min(done, size - done);
      System.arraycopy(array, 0, array, done, more);
      done += more;
    }
  }

  /** Runs one of the passes that have two operands, overwriting its output. */
  void run(ConvolutionPlan<A> plan, Pass pass, Workspace workspace) {
    switch (pass) {
      case FORWARD -> plan.forward(x, 0, w, 0, null, 0, y, 0, WriteMode.OVERWRITE, workspace);
      case BACKWARD_DATA -> plan.backwardData(dy, 0, w, 0, dx, 0, WriteMode.OVERWRITE, workspace);
      case BACKWARD_WEIGHTS ->
          plan.backwardWeights(x, 0, dy, 0, dw, 0, WriteMode.OVERWRITE, workspace);
      case BACKWARD_BIAS ->
          throw new IllegalArgumentException("pass=" + pass + ": is not measured");
    }
  }

  /** Runs one of the passes that read filters, on prepared ones, overwriting its output. */
  void run(ConvolutionPlan<A> plan, Pass pass, PreparedFilters<A> filters, Workspace workspace) {
    switch (pass) {
      case FORWARD -> plan.forward(x, 0, filters, null, 0, y, 0, WriteMode.OVERWRITE, workspace);
      case BACKWARD_DATA ->
          plan.backwardData(dy, 0, filters, dx, 0, WriteMode.OVERWRITE, workspace);
      case BACKWARD_WEIGHTS, BACKWARD_BIAS ->
          throw new IllegalArgumentException("pass=" + pass + ": reads no filters");
    }
  }

  /** What passes read as {@code operand}: X, W or dY. */
  A input(Operand operand) {
    return switch (operand) {
      case X -> x;
      case W -> w;
      case Y -> dy;
      case BIAS -> throw new IllegalArgumentException("operand=" + operand + ": is not measured");
    };
  }

  /** What {@code pass} writes. */
  A output(Pass pass) {
    return switch (pass) {
      case FORWARD -> y;
      case BACKWARD_DATA -> dx;
      case BACKWARD_WEIGHTS -> dw;
      case BACKWARD_BIAS ->
          throw new IllegalArgumentException("pass=" + pass + ": is not measured");
    };
  }

  /**
   * Fills the output of {@code pass} with NaN, so that {@link #finite} finds what was not written.
   */
  void poison(Pass pass) {
    A output = output(pass);
    type.set(output, 0, Double.NaN);
    repeat(output, 1, type.length(output));
  }

  /** Whether every element of the output of {@code pass} is finite. */
  boolean finite(Pass pass) {
    A output = output(pass);
    for (int i = 0; i < type.length(output); i++) {
      if (!Double.isFinite(type.get(output, i))) {
        return false;
      }
    }
    return true;
  }
}

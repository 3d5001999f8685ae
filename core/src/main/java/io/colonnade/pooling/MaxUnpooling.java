package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.SwitchNumbering;
import io.colonnade.WriteMode;
import io.colonnade.arguments.Ranges;
import io.colonnade.geometry.UnpoolingProblem;
import io.colonnade.parallel.Crew;
import java.util.List;
import java.util.Objects;

/**
 * Max unpooling made ready: elements go back to the cells that their switches name, zeros elsewhere
 * (Zeiler and Fergus, "Visualizing and understanding convolutional networks", ECCV 2014).
 *
 * <pre>  Y[n, c, switch[n, c, i]] = X[n, c, i]</pre>
 *
 * Where several switches name one cell, the last of their elements in row-major order stays. For
 * the gradient of max pooling, where they add up instead, see {@link MaxPooling#backward}.
 *
 * <p>X, its switches and Y lie from their offsets on in the layout of the problem. Every method
 * checks its arguments before it writes anything: a null array, a negative offset, an array too
 * short, an output that overlaps an input, a switch that names no cell of its plane each throw
 * {@link IllegalArgumentException}, or {@link NullPointerException}, naming the argument; for a
 * switch they name its index, its value and the range. Within the output's range every element is
 * written, outside it none; inputs are only read.
 *
 * <p>Immutable, and may be used by many threads at once; a call runs on the threads of its options.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class MaxUnpooling<A> {
  private final UnpoolingProblem problem;
  private final DataType<A> type;
  private final SwitchNumbering numbering;
  private final PlanOptions options;
  private final Crew crew;
  private final Switches<A> switchedCells;
  private final int xSize;
  private final int ySize;

  private MaxUnpooling(
      UnpoolingProblem problem, DataType<A> type, SwitchNumbering numbering, PlanOptions options) {
    this.problem = problem;
    this.type = Objects.requireNonNull(type, "type");
    this.numbering = Objects.requireNonNull(numbering, "numbering");
    this.options = options;
    this.crew = PoolingOptions.crew(options);
    this.xSize = Ranges.arraySize("x", problem.xSize(), problem);
    this.ySize = Ranges.arraySize("y", problem.ySize(), problem);
    PlaneGroups groups = PlaneGroups.images(problem.batch(), problem.channels(), problem.layout());
    long[] switchPlane = sizes(problem.switchPlane());
    this.switchedCells =
        new Switches<>(
            type,
            groups,
            xSize / groups.planes(),
            new SwitchCode(numbering, switchPlane, groups.cellStep()),
            new PlaneEmbedding(switchPlane, sizes(problem.output())));
  }

  private static long[] sizes(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * A plan with switches that count within the plane, for one thread.
   *
   * @throws IllegalArgumentException if a tensor does not fit a Java array
   */
  public static <A> MaxUnpooling<A> plan(UnpoolingProblem problem, DataType<A> type) {
    return plan(problem, type, SwitchNumbering.PLANE_ROW_MAJOR, PlanOptions.defaults());
  }

  /**
   * A plan.
   *
   * @param numbering how the switches are numbered, in a tensor of switch planes
   * @param options the threads of a call; there is no choice of algorithms
   * @throws IllegalArgumentException if a tensor does not fit a Java array, or the options name an
   *     algorithm or an activation
   */
  public static <A> MaxUnpooling<A> plan(
      UnpoolingProblem problem, DataType<A> type, SwitchNumbering numbering, PlanOptions options) {
    return new MaxUnpooling<>(problem, type, numbering, options);
  }

  /** The problem that this plan runs. */
  public UnpoolingProblem problem() {
    return problem;
  }

  /** The options that the plan was made with. */
  public PlanOptions options() {
    return options;
  }

  /** The element type. */
  public DataType<A> type() {
    return type;
  }

  /** Bytes of scratch that a method uses, over all the threads of a call. */
  public long workspaceBytes() {
    return switchedCells.workspaceBytes(crew);
  }

  /** How the switches are numbered, in a tensor of switch planes. */
  public SwitchNumbering numbering() {
    return numbering;
  }

  /**
   * The elements at their cells, zeros elsewhere; offsets 0.
   *
   * @see #forward(Object, int, int[], int, Object, int)
   */
  public void forward(A x, int[] switches, A y) {
    forward(x, 0, switches, 0, y, 0);
  }

  /**
   * The elements at their cells, zeros elsewhere.
   *
   * @param x X, N·C·inputs elements
   * @param switches the switches of X, N·C·inputs elements
   * @param y Y, N·C·outputs elements; overwritten
   */
  public void forward(A x, int xOffset, int[] switches, int switchesOffset, A y, int yOffset) {
    check("x", x, xOffset, xSize);
    check("y", y, yOffset, ySize);
    Ranges.checkDisjoint("x", x, xOffset, xSize, "y", y, yOffset, ySize);
    checkSwitches(switches, switchesOffset);
    crew.run(
        switchedCells.groups(),
        (from, to) -> {
          switchedCells.clear(from, to, y, yOffset);
          switchedCells.scatter(from, to, x, xOffset, switches, switchesOffset, y, yOffset);
        });
  }

  /**
   * The gradient with respect to X, overwriting dx; offsets 0.
   *
   * @see #backward(Object, int, int[], int, Object, int, WriteMode)
   */
  public void backward(A dy, int[] switches, A dx) {
    backward(dy, 0, switches, 0, dx, 0, WriteMode.OVERWRITE);
  }

  /**
   * {@code dX[n, c, i] = dY[n, c, switch[n, c, i]]}, or {@code dX += …}: the gradient with respect
   * to X where no two switches name one cell; where some do, each gets the whole gradient of the
   * cell.
   *
   * @param dy dY, N·C·outputs elements
   * @param switches the switches of X, N·C·inputs elements
   * @param dx dX, N·C·inputs elements; written
   * @param mode whether dx is overwritten or added to
   */
  public void backward(
      A dy, int dyOffset, int[] switches, int switchesOffset, A dx, int dxOffset, WriteMode mode) {
    check("dy", dy, dyOffset, ySize);
    check("dx", dx, dxOffset, xSize);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize, "dx", dx, dxOffset, xSize);
    boolean accumulate = WriteMode.accumulates(mode);
    checkSwitches(switches, switchesOffset);
    crew.run(
        switchedCells.groups(),
        (from, to) ->
            switchedCells.gather(
                from, to, dy, dyOffset, switches, switchesOffset, dx, dxOffset, accumulate));
  }

  private void check(String name, A array, int offset, int size) {
    Ranges.check(name, type.length(Objects.requireNonNull(array, name)), offset, size, problem);
  }

  private void checkSwitches(int[] switches, int offset) {
    Ranges.check("switches", switches.length, offset, xSize, problem);
    switchedCells.check(switches, offset);
  }
}

package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.SwitchNumbering;
import io.colonnade.WriteMode;
import io.colonnade.arguments.Ranges;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.PoolingProblem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Max pooling made ready: the greatest element of every window, and where it lies.
 *
 * <pre>  Y[n, c, o] = max_k X[n, c, o·stride − paddingBegin + k·dilation]</pre>
 *
 * over the taps k that lie in the input; padding never wins. The switch of a window is the cell
 * that won. Elements are ordered as by {@link Double#compare}: −0 lies below +0, and NaN above +∞,
 * so that a window with a NaN gives NaN. Of equal elements, NaN included, the first in row-major
 * order wins.
 *
 * <p>X and Y lie from their offsets on in the layout of the problem, the switches like Y. Every
 * method checks its arguments before it writes anything: a null array, a negative offset, an array
 * too short, an output that overlaps an input, a switch that names no cell of its plane each throw
 * {@link IllegalArgumentException}, or {@link NullPointerException}, naming the argument. Within
 * the output's range every element is written, outside it none; inputs are only read.
 *
 * <p>Immutable, and may be used by many threads at once; a call runs on the threads of its options.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class MaxPooling<A> extends PoolingPlan<A> {
  private final SwitchNumbering numbering;
  private final Forward<?> forward;
  private final Folding<A> values;
  private final Switches<A> backward;

  private MaxPooling(
      PoolingProblem problem, DataType<A> type, SwitchNumbering numbering, PlanOptions options) {
    super(
        checkWindowsMeetInput(problem),
        type,
        options,
        BandPlan.Order.INNERMOST_FIRST,
        MaxScratch.BUFFERS_PER_PHASE,
        MaxScratch.OTHER_BUFFERS);
    this.numbering = Objects.requireNonNull(numbering, "numbering");
    long[] plane = problem.window().axes().stream().mapToLong(Axis::input).toArray();
    SwitchCode code = new SwitchCode(numbering, plane, bands().groups().cellStep());
    this.forward = new Forward<>(Keys.of(type), code);
    this.values =
        new Folding<>(
            bandPlan(
                BandPlan.Order.OUTERMOST_FIRST,
                FoldScratch.BUFFERS_PER_PHASE,
                FoldScratch.OTHER_BUFFERS),
            type,
            new Greatest<>(type));
    this.backward =
        new Switches<>(
            type,
            PlaneGroups.images(problem.batch(), problem.channels(), problem.layout()),
            bands().outputSize(),
            code,
            new PlaneEmbedding(plane, plane));
  }

  /**
   * A plan with switches that count within the plane, for one thread.
   *
   * @throws IllegalArgumentException if some window holds no input cell, or a tensor does not fit a
   *     Java array
   */
  public static <A> MaxPooling<A> plan(PoolingProblem problem, DataType<A> type) {
    return plan(problem, type, SwitchNumbering.PLANE_ROW_MAJOR, PlanOptions.defaults());
  }

  /**
   * A plan.
   *
   * @param numbering how the switches are numbered
   * @param options the threads of a call, and the scratch that each may use; there is no choice of
   *     algorithms
   * @throws IllegalArgumentException if some window holds no input cell, a tensor does not fit a
   *     Java array, or the options name an algorithm or an activation
   */
  public static <A> MaxPooling<A> plan(
      PoolingProblem problem, DataType<A> type, SwitchNumbering numbering, PlanOptions options) {
    return new MaxPooling<>(problem, type, numbering, options);
  }

  @Override
  public long workspaceBytes() {
    long forward = Math.max(super.workspaceBytes(), workspaceBytes(values.bands()));
    return Math.max(forward, backward.workspaceBytes(crew()));
  }

  /** How the switches are numbered. */
  public SwitchNumbering numbering() {
    return numbering;
  }

  /**
   * The maxima and their switches; offsets 0.
   *
   * @see #forward(Object, int, Object, int, int[], int)
   */
  public void forward(A x, A y, int @Nullable [] switches) {
    forward(x, 0, y, 0, switches, 0);
  }

  /**
   * The maxima and their switches.
   *
   * @param x X, N·C·inputs elements
   * @param y Y, N·C·outputs elements; overwritten
   * @param switches the switches, N·C·outputs elements, overwritten; or {@code null} for none,
   *     which is faster
   */
  public void forward(
      A x, int xOffset, A y, int yOffset, int @Nullable [] switches, int switchesOffset) {
    checkInput("x", x, xOffset);
    checkOutput("y", y, yOffset);
    Ranges.checkDisjoint("x", x, xOffset, xSize(), "y", y, yOffset, ySize());
    if (switches == null) {
      values.run(crew(), x, xOffset, y, yOffset);
      return;
    }
    Ranges.check("switches", switches.length, switchesOffset, ySize(), problem());
    forward.run(x, xOffset, y, yOffset, switches, switchesOffset);
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
   * {@code dX[switch(o)] += dY[o]} for every output o, on zeros or on what dx holds: the gradient
   * with respect to X, in which windows that share their greatest element add up.
   *
   * @param dy dY, N·C·outputs elements
   * @param switches the switches of {@link #forward}, N·C·outputs elements
   * @param dx dX, N·C·inputs elements; written
   * @param mode whether dx is overwritten or added to
   */
  public void backward(
      A dy, int dyOffset, int[] switches, int switchesOffset, A dx, int dxOffset, WriteMode mode) {
    checkOutput("dy", dy, dyOffset);
    Ranges.check("switches", switches.length, switchesOffset, ySize(), problem());
    checkInput("dx", dx, dxOffset);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize(), "dx", dx, dxOffset, xSize());
    boolean accumulate = WriteMode.accumulates(mode);
    backward.check(switches, switchesOffset);
    crew()
        .run(
            backward.groups(),
            (from, to) -> {
              if (!accumulate) {
                backward.clear(from, to, dx, dxOffset);
              }
              backward.scatterAdd(from, to, dy, dyOffset, switches, switchesOffset, dx, dxOffset);
            });
  }

  /** The forward loops with the type of their keys. */
  private final class Forward<K> {
    private final Keys<A, K> keys;
    private final SwitchCode code;
    private final K origins;
    private final ScratchPool<MaxScratch<A, K>> pool;

    Forward(Keys<A, K> keys, SwitchCode code) {
      this.keys = keys;
      this.code = code;
      this.origins = keys.cells(bands().origins());
      this.pool = new ScratchPool<>(() -> new MaxScratch<>(bands(), keys));
    }

    void run(A x, int xOffset, A y, int yOffset, int[] switches, int switchesOffset) {
      crew()
          .run(
              bands().allBands(),
              (from, to) -> {
                MaxScratch<A, K> scratch = pool.take();
                new MaxReduction<>(
                        bands(),
                        keys,
                        scratch,
                        origins,
                        code,
                        x,
                        xOffset,
                        y,
                        yOffset,
                        switches,
                        switchesOffset)
                    .run(from, to);
                pool.give(scratch);
              });
    }
  }
}

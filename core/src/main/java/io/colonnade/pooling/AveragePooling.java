package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.WriteMode;
import io.colonnade.arguments.Ranges;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.numeric.Arithmetic;

/**
 * Average pooling made ready: the mean of every window.
 *
 * <pre>  Y[n, c, o] = Σ_k X[n, c, o·stride − paddingBegin + k·dilation] / divisor(o)</pre>
 *
 * over the taps k that lie in the input. The divisor is the number of those taps; where padding
 * counts, it is the number of taps in the input or the declared padding. What a window hangs over
 * the declared padding, as it may in ceiling mode, never counts.
 *
 * <p>X and Y lie from their offsets on in the layout of the problem. Every method checks its
 * arguments before it writes anything: a null array, a negative offset, an array too short, an
 * output that overlaps an input each throw {@link IllegalArgumentException}, or {@link
 * NullPointerException}, naming the argument. Within the output's range every element is written,
 * outside it none; inputs are only read. A NaN or an infinity reaches exactly the windows that hold
 * it.
 *
 * <p>Immutable, and may be used by many threads at once; a call runs on the threads of its options.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class AveragePooling<A> extends PoolingPlan<A> {
  private final boolean countPadding;
  private final Divisors divisors;
  private final Folding<A> folding;

  private AveragePooling(
      PoolingProblem problem, DataType<A> type, boolean countPadding, PlanOptions options) {
    super(
        countPadding ? problem : checkWindowsMeetInput(problem),
        type,
        options,
        BandPlan.Order.OUTERMOST_FIRST,
        FoldScratch.BUFFERS_PER_PHASE,
        FoldScratch.OTHER_BUFFERS);
    this.countPadding = countPadding;
    this.divisors = new Divisors(bands(), problem, countPadding);
    this.folding = new Folding<>(bands(), type, new Mean<>(type, divisors));
  }

  /**
   * A plan for one thread.
   *
   * @param countPadding whether the divisor counts the taps in the declared padding
   * @throws IllegalArgumentException if some divisor would be 0, as that of a window without an
   *     input cell where padding does not count, or a tensor does not fit a Java array
   */
  public static <A> AveragePooling<A> plan(
      PoolingProblem problem, DataType<A> type, boolean countPadding) {
    return plan(problem, type, countPadding, PlanOptions.defaults());
  }

  /**
   * A plan.
   *
   * @param countPadding whether the divisor counts the taps in the declared padding
   * @param options the threads of a call, and the scratch that each may use; there is no choice of
   *     algorithms
   * @throws IllegalArgumentException if some divisor would be 0, as that of a window without an
   *     input cell where padding does not count, a tensor does not fit a Java array, or the options
   *     name an algorithm or an activation
   */
  public static <A> AveragePooling<A> plan(
      PoolingProblem problem, DataType<A> type, boolean countPadding, PlanOptions options) {
    return new AveragePooling<>(problem, type, countPadding, options);
  }

  /** Whether the divisor counts the taps in the declared padding. */
  public boolean countPadding() {
    return countPadding;
  }

  /**
   * The means; offsets 0.
   *
   * @see #forward(Object, int, Object, int)
   */
  public void forward(A x, A y) {
    forward(x, 0, y, 0);
  }

  /**
   * The means.
   *
   * @param x X, N·C·inputs elements
   * @param y Y, N·C·outputs elements; overwritten
   */
  public void forward(A x, int xOffset, A y, int yOffset) {
    checkInput("x", x, xOffset);
    checkOutput("y", y, yOffset);
    Ranges.checkDisjoint("x", x, xOffset, xSize(), "y", y, yOffset, ySize());
    folding.run(crew(), x, xOffset, y, yOffset);
  }

  /**
   * The gradient with respect to X, overwriting dx; offsets 0.
   *
   * @see #backward(Object, int, Object, int, WriteMode)
   */
  public void backward(A dy, A dx) {
    backward(dy, 0, dx, 0, WriteMode.OVERWRITE);
  }

  /**
   * {@code dX[i] = Σ_o dY[o] / divisor(o)}, or {@code dX[i] += …}, over the windows o that hold
   * cell i: the gradient with respect to X.
   *
   * @param dy dY, N·C·outputs elements
   * @param dx dX, N·C·inputs elements; written
   * @param mode whether dx is overwritten or added to
   */
  public void backward(A dy, int dyOffset, A dx, int dxOffset, WriteMode mode) {
    checkOutput("dy", dy, dyOffset);
    checkInput("dx", dx, dxOffset);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize(), "dx", dx, dxOffset, xSize());
    if (!WriteMode.accumulates(mode)) {
      Arithmetic.of(type()).zero(dx, dxOffset, xSize());
    }
    crew()
        .run(
            bands().groups().groups(),
            (from, to) -> {
              FoldScratch<A> scratch = folding.pool().take();
              new SumSpreading<>(bands(), type(), scratch, divisors, dy, dyOffset, dx, dxOffset)
                  .run(from, to);
              folding.pool().give(scratch);
            });
  }
}

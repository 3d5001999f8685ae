package io.colonnade;

import static io.colonnade.WriteMode.accumulates;

import io.colonnade.arguments.Ranges;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A convolution made ready: runs the four passes of one problem on Java arrays of one element type.
 *
 * <p>Tensors are row-major from their offset on: X as N,C,spatial…; W as F,C/g,k…; Y as
 * N,F,spatial…, unless the problem's layouts say otherwise; the bias as F. Every method checks its
 * arguments before it writes anything: a null array, a negative offset, an array too short, an
 * output that overlaps an input, a workspace that is too small each throw {@link
 * IllegalArgumentException} or {@link NullPointerException} naming the argument. A workspace in use
 * by another call throws {@link IllegalStateException}. Within the output's range every element is
 * written, outside it none; inputs are only read.
 *
 * <p>Immutable, and may be used by many threads at once. Where {@code workspace} is {@code null},
 * one is taken from a pool.
 *
 * <p>NaN and infinity: one in X reaches the outputs whose windows cover it, perhaps those near it
 * too where an {@link ErrorBound} is stated, and no others. One in W reaches every output of its
 * filter whose window reads input at that tap, and perhaps the others (as {@code 0·NaN}).
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public abstract class ConvolutionPlan<A> {
  private final ConvolutionProblem problem;
  private final DataType<A> type;
  private final PlanOptions options;
  private final int xSize;
  private final int wSize;
  private final int ySize;
  private final int filters;

  /**
   * For implementations.
   *
   * @throws IllegalArgumentException if a tensor of the problem is too large for a Java array
   */
  protected ConvolutionPlan(ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    this.problem = Objects.requireNonNull(problem, "problem");
    this.type = Objects.requireNonNull(type, "type");
    this.options = Objects.requireNonNull(options, "options");
    this.xSize = Ranges.arraySize("x", problem.xSize(), problem);
    this.wSize = Ranges.arraySize("w", problem.wSize(), problem);
    this.ySize = Ranges.arraySize("y", problem.ySize(), problem);
    this.filters = Ranges.arraySize("bias", problem.filters(), problem);
  }

  /** Whether every tensor of {@code problem} fits a Java array, as a plan needs it to. */
  public static boolean fits(ConvolutionProblem problem) {
    return Ranges.fitsArray(problem.xSize())
        && Ranges.fitsArray(problem.wSize())
        && Ranges.fitsArray(problem.ySize())
        && Ranges.fitsArray(problem.filters());
  }

  /** The problem that this plan runs. */
  public final ConvolutionProblem problem() {
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

  /** What runs {@code pass}, and why. */
  public abstract Explanation explain(Pass pass);

  /** Bytes of scratch that the neediest pass uses, over all its threads. */
  public final long workspaceBytes() {
    long bytes = 0;
    for (Pass pass : Pass.values()) {
      bytes = Math.max(bytes, explain(pass).workspaceBytes());
    }
    return bytes;
  }

  /** A workspace for all passes, for callers who would rather hold one than use the pool. */
  public abstract Workspace newWorkspace();

  /**
   * Brings filters into the form in which {@code pass} reads them, to be used by many calls.
   *
   * @param pass {@link Pass#FORWARD} or {@link Pass#BACKWARD_DATA}, the passes that read filters
   * @param w W, F·C/g·taps elements; copied
   * @throws IllegalArgumentException if the pass reads no filters, or w is too short
   */
  public final PreparedFilters<A> prepare(Pass pass, A w, int wOffset) {
    if (pass != Pass.FORWARD && pass != Pass.BACKWARD_DATA) {
      throw new IllegalArgumentException(
          "pass=%s: must be one that reads filters, %s or %s"
              .formatted(pass, Pass.FORWARD, Pass.BACKWARD_DATA));
    }
    checkRange("w", w, wOffset, wSize);
    return prepareFilters(pass, w, wOffset);
  }

  /**
   * {@code Y = W·cols(X) + b}, overwriting y; offsets 0, workspace from the pool.
   *
   * @see #forward(Object, int, Object, int, Object, int, Object, int, WriteMode, Workspace)
   */
  public final void forward(A x, A w, @Nullable A bias, A y) {
    forward(x, 0, w, 0, bias, 0, y, 0, WriteMode.OVERWRITE, null);
  }

  /**
   * {@code Y = act(W·cols(X) + b)}, or {@code Y += W·cols(X) + b}, act being the {@linkplain
   * PlanOptions#activation() activation} of the options, by default none.
   *
   * @param x X, N·C·inputs elements
   * @param w W, F·C/g·taps elements
   * @param bias b, F elements, or {@code null} for none
   * @param y Y, N·F·outputs elements; written
   * @param mode whether y is overwritten or added to
   * @param workspace scratch, or {@code null} to use the pool
   */
  public final void forward(
      A x,
      int xOffset,
      A w,
      int wOffset,
      @Nullable A bias,
      int biasOffset,
      A y,
      int yOffset,
      WriteMode mode,
      @Nullable Workspace workspace) {
    checkForward(x, xOffset, bias, biasOffset, y, yOffset, mode);
    checkRange("w", w, wOffset, wSize);
    Ranges.checkDisjoint("w", w, wOffset, wSize, "y", y, yOffset, ySize);
    runForward(x, xOffset, w, wOffset, bias, biasOffset, y, yOffset, accumulates(mode), workspace);
  }

  /**
   * {@link #forward} with filters that {@link #prepare} has prepared for {@link Pass#FORWARD}: the
   * same bits, in less time.
   */
  public final void forward(
      A x,
      int xOffset,
      PreparedFilters<A> w,
      @Nullable A bias,
      int biasOffset,
      A y,
      int yOffset,
      WriteMode mode,
      @Nullable Workspace workspace) {
    A array = Objects.requireNonNull(w, "w").array(this, Pass.FORWARD);
    checkForward(x, xOffset, bias, biasOffset, y, yOffset, mode);
    runPreparedForward(
        x, xOffset, array, w.offset(), bias, biasOffset, y, yOffset, accumulates(mode), workspace);
  }

  /**
   * {@link #forward} with prepared filters, overwriting y; offsets 0, workspace from the pool.
   *
   * @see #forward(Object, int, PreparedFilters, Object, int, Object, int, WriteMode, Workspace)
   */
  public final void forward(A x, PreparedFilters<A> w, @Nullable A bias, A y) {
    forward(x, 0, w, bias, 0, y, 0, WriteMode.OVERWRITE, null);
  }

  private void checkForward(
      A x, int xOffset, @Nullable A bias, int biasOffset, A y, int yOffset, WriteMode mode) {
    checkRange("x", x, xOffset, xSize);
    checkRange("y", y, yOffset, ySize);
    Ranges.checkDisjoint("x", x, xOffset, xSize, "y", y, yOffset, ySize);
    if (bias != null) {
      checkRange("bias", bias, biasOffset, filters);
      Ranges.checkDisjoint("bias", bias, biasOffset, filters, "y", y, yOffset, ySize);
    }
    if (accumulates(mode) && !options.activation().isNone()) {
      throw new IllegalArgumentException(
          "mode=%s, activation=%s: a forward pass with an activation must overwrite"
              .formatted(mode, options.activation()));
    }
  }

  /**
   * {@code dX = col2im(Wᵀ·dY)}, overwriting dx; offsets 0, workspace from the pool.
   *
   * @see #backwardData(Object, int, Object, int, Object, int, WriteMode, Workspace)
   */
  public final void backwardData(A dy, A w, A dx) {
    backwardData(dy, 0, w, 0, dx, 0, WriteMode.OVERWRITE, null);
  }

  /**
   * {@code dX = col2im(Wᵀ·dY)}, or {@code dX += …}: the gradient with respect to the input. Input
   * cells that no window reaches get 0.
   *
   * @param dy dY, N·F·outputs elements
   * @param w W, F·C/g·taps elements
   * @param dx dX, N·C·inputs elements; written
   * @param mode whether dx is overwritten or added to
   * @param workspace scratch, or {@code null} to use the pool
   */
  public final void backwardData(
      A dy,
      int dyOffset,
      A w,
      int wOffset,
      A dx,
      int dxOffset,
      WriteMode mode,
      @Nullable Workspace workspace) {
    checkRange("dy", dy, dyOffset, ySize);
    checkRange("w", w, wOffset, wSize);
    checkRange("dx", dx, dxOffset, xSize);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize, "dx", dx, dxOffset, xSize);
    Ranges.checkDisjoint("w", w, wOffset, wSize, "dx", dx, dxOffset, xSize);
    runBackwardData(dy, dyOffset, w, wOffset, dx, dxOffset, accumulates(mode), workspace);
  }

  /**
   * {@link #backwardData} with filters that {@link #prepare} has prepared for {@link
   * Pass#BACKWARD_DATA}: the same bits, in less time.
   */
  public final void backwardData(
      A dy,
      int dyOffset,
      PreparedFilters<A> w,
      A dx,
      int dxOffset,
      WriteMode mode,
      @Nullable Workspace workspace) {
    A prepared = Objects.requireNonNull(w, "w").array(this, Pass.BACKWARD_DATA);
    checkRange("dy", dy, dyOffset, ySize);
    checkRange("dx", dx, dxOffset, xSize);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize, "dx", dx, dxOffset, xSize);
    runPreparedBackwardData(
        dy, dyOffset, prepared, w.offset(), dx, dxOffset, accumulates(mode), workspace);
  }

  /**
   * {@link #backwardData} with prepared filters, overwriting dx; offsets 0, workspace from the
   * pool.
   *
   * @see #backwardData(Object, int, PreparedFilters, Object, int, WriteMode, Workspace)
   */
  public final void backwardData(A dy, PreparedFilters<A> w, A dx) {
    backwardData(dy, 0, w, dx, 0, WriteMode.OVERWRITE, null);
  }

  /**
   * {@code dW = Σ dY·cols(X)ᵀ}, overwriting dw; offsets 0, workspace from the pool.
   *
   * @see #backwardWeights(Object, int, Object, int, Object, int, WriteMode, Workspace)
   */
  public final void backwardWeights(A x, A dy, A dw) {
    backwardWeights(x, 0, dy, 0, dw, 0, WriteMode.OVERWRITE, null);
  }

  /**
   * {@code dW = Σ dY·cols(X)ᵀ}, or {@code dW += …}: the gradient with respect to the filters,
   * summed over the batch.
   *
   * @param x X, N·C·inputs elements
   * @param dy dY, N·F·outputs elements
   * @param dw dW, F·C/g·taps elements; written
   * @param mode whether dw is overwritten or added to
   * @param workspace scratch, or {@code null} to use the pool
   */
  public final void backwardWeights(
      A x,
      int xOffset,
      A dy,
      int dyOffset,
      A dw,
      int dwOffset,
      WriteMode mode,
      @Nullable Workspace workspace) {
    checkRange("x", x, xOffset, xSize);
    checkRange("dy", dy, dyOffset, ySize);
    checkRange("dw", dw, dwOffset, wSize);
    Ranges.checkDisjoint("x", x, xOffset, xSize, "dw", dw, dwOffset, wSize);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize, "dw", dw, dwOffset, wSize);
    runBackwardWeights(x, xOffset, dy, dyOffset, dw, dwOffset, accumulates(mode), workspace);
  }

  /**
   * {@code db = Σ dY}, overwriting db; offsets 0.
   *
   * @see #backwardBias(Object, int, Object, int, WriteMode, Workspace)
   */
  public final void backwardBias(A dy, A db) {
    backwardBias(dy, 0, db, 0, WriteMode.OVERWRITE, null);
  }

  /**
   * {@code db[f] = Σ dY[n, f, o]} over batch and space, or {@code db[f] += …}.
   *
   * @param dy dY, N·F·outputs elements
   * @param db db, F elements; written
   * @param mode whether db is overwritten or added to
   * @param workspace scratch, or {@code null} to use the pool
   */
  public final void backwardBias(
      A dy, int dyOffset, A db, int dbOffset, WriteMode mode, @Nullable Workspace workspace) {
    checkRange("dy", dy, dyOffset, ySize);
    checkRange("db", db, dbOffset, filters);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize, "db", db, dbOffset, filters);
    runBackwardBias(dy, dyOffset, db, dbOffset, accumulates(mode), workspace);
  }

  /**
   * The filters in the form that {@link #runPreparedForward} or {@link #runPreparedBackwardData}
   * takes; the arguments have been checked. Unless overridden a copy of W.
   */
  protected PreparedFilters<A> prepareFilters(Pass pass, A w, int wOffset) {
    A copy = type.newArray(wSize);
    System.arraycopy(w, wOffset, copy, 0, wSize);
    return new PreparedFilters<>(this, pass, copy, 0, wSize);
  }

  /** Computes {@link #forward} with what {@link #prepareFilters} gave; otherwise checked. */
  protected void runPreparedForward(
      A x,
      int xOffset,
      A prepared,
      int preparedOffset,
      @Nullable A bias,
      int biasOffset,
      A y,
      int yOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    runForward(
        x, xOffset, prepared, preparedOffset, bias, biasOffset, y, yOffset, accumulate, workspace);
  }

  /** Computes {@link #backwardData} with what {@link #prepareFilters} gave; otherwise checked. */
  protected void runPreparedBackwardData(
      A dy,
      int dyOffset,
      A prepared,
      int preparedOffset,
      A dx,
      int dxOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    runBackwardData(dy, dyOffset, prepared, preparedOffset, dx, dxOffset, accumulate, workspace);
  }

  /** Computes {@link #forward}; the arguments have been checked, all but the workspace. */
  protected abstract void runForward(
      A x,
      int xOffset,
      A w,
      int wOffset,
      @Nullable A bias,
      int biasOffset,
      A y,
      int yOffset,
      boolean accumulate,
      @Nullable Workspace workspace);

  /** Computes {@link #backwardData}; the arguments have been checked, all but the workspace. */
  protected abstract void runBackwardData(
      A dy,
      int dyOffset,
      A w,
      int wOffset,
      A dx,
      int dxOffset,
      boolean accumulate,
      @Nullable Workspace workspace);

  /** Computes {@link #backwardWeights}; the arguments have been checked, all but the workspace. */
  protected abstract void runBackwardWeights(
      A x,
      int xOffset,
      A dy,
      int dyOffset,
      A dw,
      int dwOffset,
      boolean accumulate,
      @Nullable Workspace workspace);

  /** Computes {@link #backwardBias}; the arguments have been checked, all but the workspace. */
  protected abstract void runBackwardBias(
      A dy, int dyOffset, A db, int dbOffset, boolean accumulate, @Nullable Workspace workspace);

  private void checkRange(String name, A array, int offset, int size) {
    Ranges.check(name, type.length(Objects.requireNonNull(array, name)), offset, size, problem);
  }
}

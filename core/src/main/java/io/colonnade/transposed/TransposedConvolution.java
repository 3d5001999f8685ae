package io.colonnade.transposed;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.arguments.Ranges;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.parallel.Crew;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transposed convolution made ready, on any backend: {@code Y = col2im(Wᵀ·X) + b} and its
 * gradients.
 *
 * <p>Its forward pass is the backward data pass of the adjoint convolution, and the reverse; both
 * share the backward weights pass, X and dY swapped. X is N,C,spatial…; W is C,F/g,k…; Y is
 * N,F,spatial…, unless the layouts of the problem say otherwise.
 *
 * <p>Arguments are checked as in {@link ConvolutionPlan}, before anything is written. Immutable,
 * and may be used by many threads at once. Where {@code workspace} is {@code null}, one is taken
 * from a pool.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class TransposedConvolution<A> {
  private final TransposedProblem problem;
  private final ConvolutionPlan<A> adjoint;
  private final Arithmetic<A> arithmetic;
  private final Crew crew;
  private final int xSize;
  private final int wSize;
  private final int ySize;
  private final int filters;
  private final int images;
  private final int cells;
  private final boolean channelsFirst;

  /**
   * Prepares {@code problem} on {@code backend}.
   *
   * @throws IllegalArgumentException if a tensor does not fit a Java array, or an option cannot be
   *     honoured; an activation cannot
   */
  public TransposedConvolution(
      ConvolutionBackend backend,
      TransposedProblem problem,
      DataType<A> type,
      PlanOptions options) {
    if (!options.activation().isNone()) {
      throw new IllegalArgumentException(
          "activation=%s: must be none for a transposed convolution"
              .formatted(options.activation()));
    }
    this.problem = problem;
    this.xSize = Ranges.arraySize("x", problem.xSize(), problem);
    this.wSize = Ranges.arraySize("w", problem.wSize(), problem);
    this.ySize = Ranges.arraySize("y", problem.ySize(), problem);
    ConvolutionProblem convolution = problem.adjoint();
    this.adjoint = backend.plan(convolution, type, options);
    this.arithmetic = Arithmetic.of(type);
    this.crew = new Crew(options.threads(), options.executor());
    this.filters = (int) problem.filters();
    this.images = (int) problem.batch();
    this.cells = (int) convolution.window().inputSize();
    this.channelsFirst = convolution.layout() == Layout.CHANNELS_FIRST;
  }

  /** The problem that this plan runs. */
  public TransposedProblem problem() {
    return problem;
  }

  /** The plan of the adjoint convolution, which does the work and explains it. */
  public ConvolutionPlan<A> adjoint() {
    return adjoint;
  }

  /**
   * {@code Y = col2im(Wᵀ·X) + b}, or {@code Y += …}.
   *
   * <p>The bias is added in a sweep of its own.
   *
   * @param x X, N·C·inputs elements
   * @param w W, C·F/g·taps elements
   * @param bias b, F elements, or {@code null} for none
   * @param y Y, N·F·outputs elements; written
   * @param mode whether y is overwritten or added to
   * @param workspace scratch, or {@code null} to use the pool
   */
  public void forward(
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
    check("x", x, xOffset, xSize);
    check("w", w, wOffset, wSize);
    check("y", y, yOffset, ySize);
    Ranges.checkDisjoint("x", x, xOffset, xSize, "y", y, yOffset, ySize);
    Ranges.checkDisjoint("w", w, wOffset, wSize, "y", y, yOffset, ySize);
    if (bias != null) {
      check("bias", bias, biasOffset, filters);
      Ranges.checkDisjoint("bias", bias, biasOffset, filters, "y", y, yOffset, ySize);
    }
    adjoint.backwardData(x, xOffset, w, wOffset, y, yOffset, mode, workspace);
    if (bias != null) {
      addBias(bias, biasOffset, y, yOffset);
    }
  }

  /** Plane by plane, or cell by cell, whichever lie side by side. */
  private void addBias(A bias, int biasOffset, A y, int yOffset) {
    if (channelsFirst) {
      crew.run(
          images * filters,
          (from, to) -> {
            for (int plane = from; plane < to; plane++) {
              int b = biasOffset + plane % filters;
              arithmetic.spread(bias, b, 1, cells, true, y, yOffset + plane * cells, cells, 1);
            }
          });
    } else {
      crew.run(
          images * cells,
          (from, to) ->
              arithmetic.addRows(
                  bias,
                  biasOffset,
                  0,
                  1,
                  y,
                  yOffset + from * filters,
                  filters,
                  1,
                  to - from,
                  filters));
    }
  }

  /**
   * {@code dX = W·cols(dY)}, or {@code dX += …}.
   *
   * @param dy dY, N·F·outputs elements
   * @param w W, C·F/g·taps elements
   * @param dx dX, N·C·inputs elements; written
   * @param mode whether dx is overwritten or added to
   * @param workspace scratch, or {@code null} to use the pool
   */
  public void backwardData(
      A dy,
      int dyOffset,
      A w,
      int wOffset,
      A dx,
      int dxOffset,
      WriteMode mode,
      @Nullable Workspace workspace) {
    check("dy", dy, dyOffset, ySize);
    check("w", w, wOffset, wSize);
    check("dx", dx, dxOffset, xSize);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize, "dx", dx, dxOffset, xSize);
    Ranges.checkDisjoint("w", w, wOffset, wSize, "dx", dx, dxOffset, xSize);
    adjoint.forward(dy, dyOffset, w, wOffset, null, 0, dx, dxOffset, mode, workspace);
  }

  /**
   * {@code dW = Σ X·cols(dY)ᵀ} over the batch, or {@code dW += …}.
   *
   * @param x X, N·C·inputs elements
   * @param dy dY, N·F·outputs elements
   * @param dw dW, C·F/g·taps elements; written
   * @param mode whether dw is overwritten or added to
   * @param workspace scratch, or {@code null} to use the pool
   */
  public void backwardWeights(
      A x,
      int xOffset,
      A dy,
      int dyOffset,
      A dw,
      int dwOffset,
      WriteMode mode,
      @Nullable Workspace workspace) {
    check("x", x, xOffset, xSize);
    check("dy", dy, dyOffset, ySize);
    check("dw", dw, dwOffset, wSize);
    Ranges.checkDisjoint("x", x, xOffset, xSize, "dw", dw, dwOffset, wSize);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize, "dw", dw, dwOffset, wSize);
    adjoint.backwardWeights(dy, dyOffset, x, xOffset, dw, dwOffset, mode, workspace);
  }

  /**
   * {@code db[f] = Σ dY[n, f, i]} over batch and space, or {@code db[f] += …}, without scratch;
   * each filter is summed by one thread.
   *
   * @param dy dY, N·F·outputs elements
   * @param db db, F elements; written
   * @param mode whether db is overwritten or added to
   */
  public void backwardBias(A dy, int dyOffset, A db, int dbOffset, WriteMode mode) {
    check("dy", dy, dyOffset, ySize);
    check("db", db, dbOffset, filters);
    Ranges.checkDisjoint("dy", dy, dyOffset, ySize, "db", db, dbOffset, filters);
    boolean accumulate = WriteMode.accumulates(mode);
    int channelStep = channelsFirst ? cells : 1;
    crew.run(
        filters,
        (from, to) ->
            arithmetic.sumChannels(
                dy,
                dyOffset + from * channelStep,
                images,
                filters * cells,
                to - from,
                channelStep,
                cells,
                channelsFirst ? 1 : filters,
                accumulate,
                db,
                dbOffset + from));
  }

  private void check(String name, A array, int offset, int size) {
    int length = adjoint.type().length(Objects.requireNonNull(array, name));
    Ranges.check(name, length, offset, size, problem);
  }
}

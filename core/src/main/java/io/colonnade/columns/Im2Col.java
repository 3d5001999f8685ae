package io.colonnade.columns;

import io.colonnade.DataType;
import io.colonnade.WriteMode;
import io.colonnade.arguments.Ranges;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.lowering.Bands;
import io.colonnade.lowering.Lowering;
import io.colonnade.numeric.Arithmetic;
import java.util.Objects;

/**
 * im2col and col2im (Unfold and Fold; ONNX Col2Im): the windows of a tensor as the columns of a
 * matrix, and the adjoint, which adds overlapping windows up.
 *
 * <pre>
 *   cols[n, c·taps + k, o] = X[n, c, o·stride − paddingBegin + k·dilation]
 *   dX[n, c, i] = Σ cols[n, c·taps + k, o]   over all o and k that meet at i
 * </pre>
 *
 * <p>With channels first, cols is N, C·taps, P, its rows by channel and then by tap. With channels
 * last it is N, P, C·taps. Where the problem has filters last, rows are by tap and then by channel,
 * as a filter then lies in memory. Filters and groups of the problem do not matter.
 *
 * <p>Immutable; may be used by many threads at once; each call runs on the calling thread and
 * allocates nothing, but for a stage of at most 48 KiB, which later calls use again.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class Im2Col<A> {
  private final ConvolutionProblem problem;
  private final Arithmetic<A> arithmetic;
  private final Lowering lowering;
  private final Bands whole;
  private final int images;
  private final int depth;
  private final int xSize;
  private final int columnsSize;

  /**
   * The operators for the windows of {@code problem}.
   *
   * @throws IllegalArgumentException if X or its columns do not fit a Java array
   */
  public Im2Col(ConvolutionProblem problem, DataType<A> type) {
    this.problem = problem;
    this.arithmetic = Arithmetic.of(type);
    this.xSize = Ranges.arraySize("x", problem.xSize(), problem);
    this.columnsSize = Ranges.arraySize("columns", problem.columnsSize(), problem);
    this.images = Math.toIntExact(problem.batch());
    this.depth = Math.toIntExact(problem.channels() * problem.window().kernelSize());
    this.lowering = Lowering.of(problem.withFilters(1, 1));
    this.whole = new Bands(problem.window(), Integer.MAX_VALUE, 1);
  }

  /** The problem whose windows these are. */
  public ConvolutionProblem problem() {
    return problem;
  }

  /** Elements of the columns of the whole batch: N·C·taps·P. */
  public int columnsSize() {
    return columnsSize;
  }

  /**
   * {@code columns = cols(X)}, overwriting columns.
   *
   * @param x X, N·C·inputs elements from {@code xOffset} on
   * @param columns {@link #columnsSize} elements from {@code columnsOffset} on; every one is
   *     written
   * @throws IllegalArgumentException if an array is too short, or columns overlaps x
   */
  public void im2col(A x, int xOffset, A columns, int columnsOffset) {
    check("x", x, xOffset, xSize);
    check("columns", columns, columnsOffset, columnsSize);
    Ranges.checkDisjoint("x", x, xOffset, xSize, "columns", columns, columnsOffset, columnsSize);
    int row = lowering.rowLength(whole.positions(0));
    for (int n = 0; n < images; n++) {
      int from = xOffset + n * (xSize / images);
      int to = columnsOffset + n * (columnsSize / images);
      lowering.im2col(arithmetic, x, from, 0, depth, whole, 0, columns, to, row);
    }
  }

  /**
   * {@code dX = col2im(columns)}, or {@code dX += col2im(columns)}.
   *
   * @param columns {@link #columnsSize} elements from {@code columnsOffset} on; only read
   * @param dx dX, N·C·inputs elements from {@code dxOffset} on; written
   * @param mode whether dx is overwritten or added to
   * @throws IllegalArgumentException if an array is too short, or dx overlaps columns
   */
  public void col2im(A columns, int columnsOffset, A dx, int dxOffset, WriteMode mode) {
    check("columns", columns, columnsOffset, columnsSize);
    check("dx", dx, dxOffset, xSize);
    Ranges.checkDisjoint("columns", columns, columnsOffset, columnsSize, "dx", dx, dxOffset, xSize);
    if (Objects.requireNonNull(mode, "mode") == WriteMode.OVERWRITE) {
      arithmetic.zero(dx, dxOffset, xSize);
    }
    int row = lowering.rowLength(whole.positions(0));
    for (int n = 0; n < images; n++) {
      int from = columnsOffset + n * (columnsSize / images);
      int to = dxOffset + n * (xSize / images);
      lowering.col2im(arithmetic, dx, to, 0, depth, whole, 0, columns, from, row, true);
    }
  }

  private void check(String name, A array, int offset, int size) {
    int length = arithmetic.type().length(Objects.requireNonNull(array, name));
    Ranges.check(name, length, offset, size, problem);
  }
}

package io.colonnade.reference;

import io.colonnade.DataType;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;

/**
 * im2col and col2im as nested loops, the latter in double precision, each result rounded once.
 *
 * <p>Columns are N, C·taps, P where channels come first and N, P, C·taps where they come last;
 * their rows are by channel and then by tap where filters come first, and the other way round where
 * they come last. Filters and groups of the problem do not matter.
 *
 * <p>Tensors lie at the start of their arrays; outputs are overwritten. Arguments are trusted.
 * Immutable, and may be used by many threads at once.
 *
 * @param problem the windows
 * @param type the element type
 * @param <A> {@code float[]} or {@code double[]}
 */
public record ReferenceColumns<A>(ConvolutionProblem problem, DataType<A> type) {

  /** {@code columns[n,(c,k),o]} is the cell of X[n,c] that tap k of window o reads, or 0. */
  public void im2col(A x, A columns) {
    visit((column, cell) -> type.set(columns, column, cell < 0 ? 0 : type.get(x, cell)));
  }

  /** {@code dX[n,c,i] = Σ columns[n,(c,k),o]} over the k and o that read cell i. */
  public void col2im(A columns, A dx) {
    double[] sums = new double[Math.toIntExact(problem.xSize())];
    visit(
        (column, cell) -> {
          if (cell >= 0) {
            sums[cell] += type.get(columns, column);
          }
        });
    for (int i = 0; i < sums.length; i++) {
      type.set(dx, i, sums[i]);
    }
  }

  /**
   * Where row (c, k) and column o of image n lie among the columns.
   *
   * @return a flat index
   */
  public int index(long n, long c, long k, long o) {
    long taps = problem.window().kernelSize();
    long positions = problem.window().outputSize();
    long rows = problem.channels() * taps;
    long row =
        problem.filterLayout() == FilterLayout.FILTERS_FIRST
            ? c * taps + k
            : k * problem.channels() + c;
    return Math.toIntExact(
        problem.layout() == Layout.CHANNELS_FIRST
            ? (n * rows + row) * positions + o
            : (n * positions + o) * rows + row);
  }

  private interface Visitor {
    /** Comes to an element of the columns and the element of X that it is, −1 for a zero. */
    void visit(int column, int cell);
  }

  private void visit(Visitor visitor) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place k = new Place(problem.window(), Axis::kernel);
        do {
          Place o = new Place(problem.window(), Axis::output);
          do {
            long i = Place.cell(problem, o, k);
            int cell = i < 0 ? -1 : (int) problem.xStrides().index(n, c, i);
            visitor.visit(index(n, c, k.index(), o.index()), cell);
          } while (o.advance());
        } while (k.advance());
      }
    }
  }
}

package io.colonnade.reference;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.UnpoolingProblem;
import java.util.List;

/**
 * Max unpooling and its gradient as nested loops. Tensors lie at the start of their arrays in the
 * layout of the problem; outputs are overwritten. Arguments are trusted. Immutable, and may be used
 * by many threads at once.
 *
 * @param problem the sizes
 * @param type the element type
 * @param <A> {@code float[]} or {@code double[]}
 */
public record ReferenceUnpooling<A>(UnpoolingProblem problem, DataType<A> type) {

  /**
   * {@code Y[n,c,i]} is the last element of X, in row-major order, whose switch names cell i, or 0
   * where there is none.
   */
  public void values(A x, int[] switches, SwitchNumbering numbering, A y) {
    visit(
        switches,
        numbering,
        (cell, element) -> type.set(y, cell, element < 0 ? 0 : type.get(x, element)));
  }

  /** {@code dX[n,c,j] = dY[n,c,i]} where the switch of j names cell i. */
  public void gradient(A dy, int[] switches, SwitchNumbering numbering, A dx) {
    visit(
        switches,
        numbering,
        (cell, element) -> {
          if (element >= 0) {
            type.set(dx, element, type.get(dy, cell));
          }
        });
  }

  private interface Visitor {
    /** Comes to {@code cell} of Y: with −1, then with every element of X whose switch names it. */
    void visit(int cell, int element);
  }

  private void visit(int[] switches, SwitchNumbering numbering, Visitor visitor) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place i = new Place(sizes(problem.output()));
        do {
          int cell = index(n, c, i.index(), problem.output());
          visitor.visit(cell, -1);
          Place j = new Place(sizes(problem.input()));
          do {
            int element = index(n, c, j.index(), problem.input());
            if (names(switches[element], numbering, n, c, i)) {
              visitor.visit(cell, element);
            }
          } while (j.advance());
        } while (i.advance());
      }
    }
  }

  /** Whether a switch is the number that cell i has in the switch plane. */
  private boolean names(int number, SwitchNumbering numbering, long n, long c, Place i) {
    Place s = new Place(sizes(problem.switchPlane()));
    do {
      if (s.at(i)) {
        long cell = numbering.columnMajor() ? s.columnMajorIndex() : s.index();
        return number
            == (numbering.wholeTensor() ? index(n, c, cell, problem.switchPlane()) : cell);
      }
    } while (s.advance());
    return false;
  }

  private int index(long n, long c, long cell, List<Long> plane) {
    long cells = plane.stream().reduce(1L, Math::multiplyExact);
    return Math.toIntExact(
        problem.layout() == Layout.CHANNELS_FIRST
            ? (n * problem.channels() + c) * cells + cell
            : (n * cells + cell) * problem.channels() + c);
  }

  private static long[] sizes(List<Long> sizes) {
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }
}

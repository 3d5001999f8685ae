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
    for (int i = 0; i < problem.ySize(); i++) {
      type.set(y, i, 0);
    }
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        for (long j = 0; j < cells(problem.input()); j++) {
          int element = index(n, c, j, problem.input());
          type.set(y, cell(n, c, switches[element], numbering), type.get(x, element));
        }
      }
    }
  }

  /** {@code dX[n,c,j] = dY[n,c,i]} where the switch of j names cell i. */
  public void gradient(A dy, int[] switches, SwitchNumbering numbering, A dx) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        for (long j = 0; j < cells(problem.input()); j++) {
          int element = index(n, c, j, problem.input());
          type.set(dx, element, type.get(dy, cell(n, c, switches[element], numbering)));
        }
      }
    }
  }

  /** Where in Y the cell lies that a switch of channel c of image n names. */
  private int cell(long n, long c, long number, SwitchNumbering numbering) {
    List<Long> plane = problem.switchPlane();
    long within = number;
    if (numbering.wholeTensor()) {
      within -= index(n, c, 0, plane);
      within /= problem.layout() == Layout.CHANNELS_FIRST ? 1 : problem.channels();
    }
    long cell = 0;
    long before = 1;
    for (int a = 0; a < plane.size(); a++) {
      long behind = cells(plane.subList(a + 1, plane.size()));
      long distance = numbering.columnMajor() ? before : behind;
      cell = cell * problem.output().get(a) + within / distance % plane.get(a);
      before *= plane.get(a);
    }
    return index(n, c, cell, problem.output());
  }

  private int index(long n, long c, long cell, List<Long> plane) {
    return Math.toIntExact(
        problem.layout() == Layout.CHANNELS_FIRST
            ? (n * problem.channels() + c) * cells(plane) + cell
            : (n * cells(plane) + cell) * problem.channels() + c);
  }

  private static long cells(List<Long> plane) {
    return plane.stream().reduce(1L, Math::multiplyExact);
  }
}

package io.colonnade.reference;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.Window;

/**
 * Max and average pooling and their gradients as nested loops, in double precision, each result
 * rounded once.
 *
 * <p>Tensors lie at the start of their arrays in the layout of the problem; outputs are
 * overwritten. Arguments are trusted. Immutable, and may be used by many threads at once.
 *
 * @param problem the sizes
 * @param type the element type
 * @param <A> {@code float[]} or {@code double[]}
 */
public record ReferencePooling<A>(PoolingProblem problem, DataType<A> type) {

  /**
   * {@code Y[n,c,o]} is the greatest {@code X[n,c,i]} of the input cells i in window o, in the
   * order of {@link Double#compare}; the first of them in row-major order is the switch.
   *
   * @throws IllegalArgumentException if a window holds no input cell
   */
  public void max(A x, A y, int[] switches, SwitchNumbering numbering) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place o = outputs();
        do {
          double best = 0;
          int winner = -1;
          Place i = inputs();
          do {
            double value = type.get(x, input(n, c, i));
            if (holds(o, i) && (winner < 0 || Double.compare(value, best) > 0)) {
              best = value;
              winner = number(n, c, i, numbering);
            }
          } while (i.advance());
          if (winner < 0) {
            throw new IllegalArgumentException(
                "problem=%s: every window must hold an input cell".formatted(problem));
          }
          type.set(y, output(n, c, o), best);
          switches[output(n, c, o)] = winner;
        } while (o.advance());
      }
    }
  }

  /** {@code dX[n,c,i] = Σ_o dY[n,c,o]} over the windows o whose switch is i. */
  public void maxBackward(A dy, int[] switches, SwitchNumbering numbering, A dx) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place i = inputs();
        do {
          double sum = 0;
          Place o = outputs();
          do {
            if (switches[output(n, c, o)] == number(n, c, i, numbering)) {
              sum += type.get(dy, output(n, c, o));
            }
          } while (o.advance());
          type.set(dx, input(n, c, i), sum);
        } while (i.advance());
      }
    }
  }

  /**
   * {@code Y[n,c,o] = Σ_i X[n,c,i] / divisor(o)} over the input cells i in window o; the divisor is
   * their number, with that of the taps in the declared padding where padding counts.
   */
  public void average(A x, boolean countPadding, A y) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place o = outputs();
        do {
          double sum = 0;
          Place i = inputs();
          do {
            if (holds(o, i)) {
              sum += type.get(x, input(n, c, i));
            }
          } while (i.advance());
          type.set(y, output(n, c, o), sum / divisor(o, countPadding));
        } while (o.advance());
      }
    }
  }

  /** {@code dX[n,c,i] = Σ_o dY[n,c,o] / divisor(o)} over the windows o that hold cell i. */
  public void averageBackward(A dy, boolean countPadding, A dx) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place i = inputs();
        do {
          double sum = 0;
          Place o = outputs();
          do {
            if (holds(o, i)) {
              sum += type.get(dy, output(n, c, o)) / divisor(o, countPadding);
            }
          } while (o.advance());
          type.set(dx, input(n, c, i), sum);
        } while (i.advance());
      }
    }
  }

  private Window window() {
    return problem.window();
  }

  private Place inputs() {
    return new Place(window(), Axis::input);
  }

  private Place outputs() {
    return new Place(window(), Axis::output);
  }

  /** Whether some tap of window o lies on cell i. */
  private boolean holds(Place o, Place i) {
    for (int a = 0; a < window().rank(); a++) {
      Axis axis = window().axis(a);
      boolean hit = false;
      for (long k = 0; k < axis.kernel(); k++) {
        hit |= axis.inputIndex(o.coordinate(a), k) == i.coordinate(a);
      }
      if (!hit) {
        return false;
      }
    }
    return true;
  }

  private long divisor(Place o, boolean countPadding) {
    long divisor = 1;
    for (int a = 0; a < window().rank(); a++) {
      Axis axis = window().axis(a);
      long begin = countPadding ? -axis.paddingBegin() : 0;
      long end = countPadding ? axis.input() + axis.paddingEnd() : axis.input();
      long taps = 0;
      for (long k = 0; k < axis.kernel(); k++) {
        long i = axis.inputIndex(o.coordinate(a), k);
        taps += i >= begin && i < end ? 1 : 0;
      }
      divisor *= taps;
    }
    return divisor;
  }

  private int input(long n, long c, Place i) {
    return index(n, c, i.index(), window().inputSize());
  }

  private int output(long n, long c, Place o) {
    return index(n, c, o.index(), window().outputSize());
  }

  private int index(long n, long c, long cell, long cells) {
    return Math.toIntExact(
        problem.layout() == Layout.CHANNELS_FIRST
            ? (n * problem.channels() + c) * cells + cell
            : (n * cells + cell) * problem.channels() + c);
  }

  private int number(long n, long c, Place i, SwitchNumbering numbering) {
    long cell = numbering.columnMajor() ? i.columnMajorIndex() : i.index();
    return numbering.wholeTensor()
        ? index(n, c, cell, window().inputSize())
        : Math.toIntExact(cell);
  }
}

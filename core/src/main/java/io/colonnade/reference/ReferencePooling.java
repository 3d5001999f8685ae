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
  private static final long PADDING = -1;

  /**
   * {@code Y[n,c,o]} is the greatest {@code X[n,c,i]} of the input cells i under the taps of window
   * o, in the order of {@link Double#compare}; the first of them in row-major order is the switch.
   */
  public void max(A x, A y, int[] switches, SwitchNumbering numbering) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place o = new Place(window(), Axis::output);
        do {
          double best = Double.NaN;
          long winner = PADDING;
          Place k = new Place(window(), Axis::kernel);
          do {
            long i = cell(o, k);
            if (i != PADDING) {
              double value = type.get(x, input(n, c, i));
              if (winner == PADDING || Double.compare(value, best) > 0) {
                best = value;
                winner = i;
              }
            }
          } while (k.advance());
          type.set(y, output(n, c, o), best);
          switches[output(n, c, o)] = number(n, c, winner, numbering);
        } while (o.advance());
      }
    }
  }

  /** {@code dX[n,c,i] = Σ_o dY[n,c,o]} over the windows o whose switch names i. */
  public void maxBackward(A dy, int[] switches, SwitchNumbering numbering, A dx) {
    double[] sums = new double[type.length(dx)];
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place o = new Place(window(), Axis::output);
        do {
          Place k = new Place(window(), Axis::kernel);
          do {
            long i = cell(o, k);
            if (i != PADDING && number(n, c, i, numbering) == switches[output(n, c, o)]) {
              sums[input(n, c, i)] += type.get(dy, output(n, c, o));
            }
          } while (k.advance());
        } while (o.advance());
      }
    }
    set(dx, sums);
  }

  /**
   * {@code Y[n,c,o] = Σ_k X[n,c,i(o,k)] / divisor(o)} over the taps k that lie in the input; the
   * divisor is their number, with that of the taps in the declared padding where padding counts.
   */
  public void average(A x, boolean countPadding, A y) {
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place o = new Place(window(), Axis::output);
        do {
          double sum = 0;
          Place k = new Place(window(), Axis::kernel);
          do {
            long i = cell(o, k);
            sum += i == PADDING ? 0 : type.get(x, input(n, c, i));
          } while (k.advance());
          type.set(y, output(n, c, o), sum / divisor(o, countPadding));
        } while (o.advance());
      }
    }
  }

  /** {@code dX[n,c,i] = Σ_o dY[n,c,o] / divisor(o)} over the windows o with a tap on i. */
  public void averageBackward(A dy, boolean countPadding, A dx) {
    double[] sums = new double[type.length(dx)];
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        Place o = new Place(window(), Axis::output);
        do {
          Place k = new Place(window(), Axis::kernel);
          do {
            long i = cell(o, k);
            if (i != PADDING) {
              sums[input(n, c, i)] += type.get(dy, output(n, c, o)) / divisor(o, countPadding);
            }
          } while (k.advance());
        } while (o.advance());
      }
    }
    set(dx, sums);
  }

  private Window window() {
    return problem.window();
  }

  /** The input cell under tap k of window o, or {@link #PADDING}. */
  private long cell(Place o, Place k) {
    long cell = 0;
    for (int a = 0; a < window().rank(); a++) {
      Axis axis = window().axis(a);
      long i = axis.inputIndex(o.coordinate(a), k.coordinate(a));
      if (i < 0 || i >= axis.input()) {
        return PADDING;
      }
      cell = cell * axis.input() + i;
    }
    return cell;
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

  private int input(long n, long c, long cell) {
    return index(n, c, cell, window().inputSize());
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

  private int number(long n, long c, long cell, SwitchNumbering numbering) {
    long number = numbering.columnMajor() ? columnMajor(cell) : cell;
    return numbering.wholeTensor() ? input(n, c, number) : Math.toIntExact(number);
  }

  private long columnMajor(long cell) {
    long number = 0;
    long rest = cell;
    for (int a = window().rank() - 1; a >= 0; a--) {
      long size = window().axis(a).input();
      number = number * size + rest % size;
      rest /= size;
    }
    return number;
  }

  private void set(A array, double[] values) {
    for (int i = 0; i < values.length; i++) {
      type.set(array, i, values[i]);
    }
  }
}

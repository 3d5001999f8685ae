package io.colonnade.contract.pooling;

import static io.colonnade.contract.pooling.PoolingFault.*;

import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PoolingProblem;
import org.jspecify.annotations.Nullable;

/** The cells under every window, and the places of cells, with the faults that concern them. */
record FaultyWindows(PoolingProblem problem, @Nullable PoolingFault fault) {

  /** Comes to a window. */
  interface Visitor {
    /** The window at output o of a plane, and its cells in row-major order, −1 for padding. */
    void visit(int plane, int o, int[] cells);
  }

  private boolean has(PoolingFault other) {
    return fault == other;
  }

  private int rank() {
    return problem.window().rank();
  }

  private int outputs() {
    return (int) problem.window().outputSize();
  }

  void forEach(Visitor visitor) {
    int end = outputs() - (has(LAST_OUTPUT_NOT_WRITTEN) && outputs() > 1 ? 1 : 0);
    for (int plane = 0; plane < problem.planes(); plane++) {
      for (int o = 0; o < end; o++) {
        visitor.visit(plane, o, cells(o));
      }
    }
  }

  private int[] cells(int o) {
    int taps = (int) problem.window().kernelSize();
    int[] cells = new int[has(LAST_TAP_DROPPED) && taps > 1 ? taps - 1 : taps];
    for (int k = 0; k < cells.length; k++) {
      cells[k] = cell(o, k);
    }
    return cells;
  }

  private int cell(int o, int k) {
    int cell = 0;
    int distance = 1;
    int outputs = o;
    int taps = k;
    for (int a = rank() - 1; a >= 0; a--) {
      Axis axis = problem.window().axis(a);
      int i = (int) place(axis, outputs % axis.output(), taps % axis.kernel());
      if (i < 0 || i >= axis.input()) {
        return -1;
      }
      cell += i * distance;
      distance *= (int) axis.input();
      outputs /= (int) axis.output();
      taps /= (int) axis.kernel();
    }
    return cell;
  }

  private long place(Axis axis, long o, long k) {
    long padding = has(PADDING_SWAPPED) ? axis.paddingEnd() : axis.paddingBegin();
    return o * axis.stride() - padding + k * (has(DILATION_IGNORED) ? 1 : axis.dilation());
  }

  int divisor(int o, boolean countPadding) {
    int divisor = 1;
    int outputs = o;
    for (int a = rank() - 1; a >= 0; a--) {
      Axis axis = problem.window().axis(a);
      long begin = countPadding ? -axis.paddingBegin() : 0;
      long end = axis.input() + (countPadding ? axis.paddingEnd() : 0);
      int taps = 0;
      for (int k = 0; k < axis.kernel(); k++) {
        long i = axis.inputIndex(outputs % axis.output(), k);
        boolean counts = i >= begin && i < end;
        taps += counts || (countPadding && has(OVERHANG_COUNTED)) ? 1 : 0;
      }
      divisor *= taps;
      outputs /= (int) axis.output();
    }
    return divisor;
  }

  int input(int plane, int cell) {
    return index(plane, cell, (int) problem.window().inputSize());
  }

  int output(int plane, int o) {
    return index(plane, o, outputs());
  }

  int index(int plane, int cell, int cells) {
    int channels = (int) problem.channels();
    return (problem.layout() == Layout.CHANNELS_FIRST) != has(LAYOUTS_MIXED_UP)
        ? plane * cells + cell
        : (plane / channels * cells + cell) * channels + plane % channels;
  }

  int number(int plane, int cell, SwitchNumbering numbering) {
    int number = numbering.columnMajor() != has(ORDERS_MIXED_UP) ? columnMajor(cell) : cell;
    return numbering.wholeTensor() != has(SCOPES_MIXED_UP) ? input(plane, number) : number;
  }

  /** The cell of a plane that a switch names. */
  int cell(int plane, int number, SwitchNumbering numbering) {
    for (int cell = 0; cell < problem.window().inputSize(); cell++) {
      if (number(plane, cell, numbering) == number) {
        return cell;
      }
    }
    throw new IllegalArgumentException("switch=" + number + ": names no cell");
  }

  private int columnMajor(int cell) {
    int number = 0;
    int rest = cell;
    for (int a = rank() - 1; a >= 0; a--) {
      int size = (int) problem.window().axis(a).input();
      number = number * size + rest % size;
      rest /= size;
    }
    return number;
  }
}

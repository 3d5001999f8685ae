package io.colonnade.contract.pooling;

import static io.colonnade.contract.pooling.PoolingFault.*;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A copy of the loops with one fault in it, or with none. */
record FaultyPooling(@Nullable PoolingFault fault) implements PoolingSubject {

  private boolean has(PoolingFault other) {
    return fault == other;
  }

  @Override
  public <A> void max(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      A y,
      int[] switches) {
    FaultyWindows windows = new FaultyWindows(problem, fault);
    windows.forEach(
        (plane, o, cells) -> {
          double best = has(NAN_LOST) ? Double.NEGATIVE_INFINITY : Double.NaN;
          int winner = -1;
          for (int cell : cells) {
            if (cell < 0 && !has(PADDING_WINS)) {
              continue;
            }
            double value = cell < 0 ? 0 : type.get(x, windows.input(plane, cell));
            if ((winner < 0 && !has(NO_SWITCH_OF_NOTHING)) || beats(value, best)) {
              best = value;
              winner = Math.max(cell, 0);
            }
          }
          int at = windows.output(plane, o);
          type.set(y, at, winner < 0 ? Double.NEGATIVE_INFINITY : best);
          int named = has(SWITCHES_OF_FIRST_CELLS) ? first(cells) : Math.max(winner, 0);
          switches[at] = windows.number(plane, named, numbering);
        });
  }

  @Override
  public <A> void maxValues(PoolingProblem problem, DataType<A> type, A x, A y) {
    PoolingFault here = has(NAN_LOST_WITHOUT_SWITCHES) ? NAN_LOST : fault;
    int[] switches = new int[type.length(y)];
    SwitchNumbering numbering = SwitchNumbering.PLANE_ROW_MAJOR;
    new FaultyPooling(here).max(problem, type, numbering, x, y, switches);
  }

  private static int first(int[] cells) {
    return Arrays.stream(cells).filter(cell -> cell >= 0).findFirst().orElseThrow();
  }

  private boolean beats(double value, double best) {
    if (has(NAN_LOST) || (has(ZEROS_OF_BOTH_SIGNS_TIE) && value == 0)) {
      return value > best;
    }
    if (has(NO_SWITCH_OF_NOTHING) && Double.isNaN(best)) {
      return value > Double.NEGATIVE_INFINITY;
    }
    int order = Double.compare(value, best);
    return has(TIES_TO_LAST) ? order >= 0 : order > 0;
  }

  @Override
  public <A> void maxBackward(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx) {
    FaultyWindows windows = new FaultyWindows(problem, fault);
    double[] sums = new double[type.length(dx)];
    windows.forEach(
        (plane, o, cells) -> {
          int at = windows.output(plane, o);
          int i = windows.input(plane, windows.cell(plane, switches[at], numbering));
          sums[i] = (has(OVERLAP_NOT_ADDED) ? 0 : sums[i]) + type.get(dy, at);
        });
    set(type, dx, sums);
  }

  @Override
  public <A> void average(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A x, A y) {
    FaultyWindows windows = new FaultyWindows(problem, fault);
    boolean counted = countPadding != has(PADDING_COUNTED_WRONGLY);
    windows.forEach(
        (plane, o, cells) -> {
          double sum = 0;
          for (int cell : cells) {
            sum += cell < 0 ? 0 : type.get(x, windows.input(plane, cell));
          }
          type.set(y, windows.output(plane, o), sum / windows.divisor(o, counted));
        });
  }

  @Override
  public <A> void averageBackward(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A dy, A dx) {
    FaultyWindows windows = new FaultyWindows(problem, fault);
    boolean counted = countPadding || has(PADDING_COUNTED_IN_GRADIENT_ONLY);
    double[] sums = new double[type.length(dx)];
    windows.forEach(
        (plane, o, cells) -> {
          double share = type.get(dy, windows.output(plane, o)) / windows.divisor(o, counted);
          for (int cell : cells) {
            if (cell >= 0) {
              int i = windows.input(plane, cell);
              sums[i] = (has(OVERLAP_NOT_ADDED_IN_AVERAGE) ? 0 : sums[i]) + share;
            }
          }
        });
    set(type, dx, sums);
    if (has(INPUT_CLOBBERED)) {
      type.set(dy, 0, type.get(dy, 0) + 1);
    }
  }

  @Override
  public <A> void unpool(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      int[] switches,
      A y) {
    PoolingProblem planes = planes(problem);
    FaultyWindows cells = new FaultyWindows(planes, fault);
    boolean[] written = new boolean[type.length(y)];
    int positions = type.length(x) / (int) problem.planes();
    for (int plane = 0; plane < problem.planes(); plane++) {
      for (int j = 0; j < positions; j++) {
        int at = cells.index(plane, j, positions);
        int i = cells.input(plane, cells.cell(plane, switches[at], numbering));
        if (!(has(FIRST_OF_DUPLICATES_STAYS) && written[i])) {
          type.set(y, i, type.get(x, at));
        }
        written[i] = true;
      }
    }
    for (int i = 0; i < written.length; i++) {
      if (!written[i] && !has(UNPOOLED_CELLS_NOT_CLEARED)) {
        type.set(y, i, 0);
      }
    }
  }

  @Override
  public <A> void unpoolBackward(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx) {
    FaultyWindows cells = new FaultyWindows(planes(problem), fault);
    int[] named = new int[type.length(dy)];
    int positions = type.length(dx) / (int) problem.planes();
    for (int pass = 0; pass < 2; pass++) {
      for (int plane = 0; plane < problem.planes(); plane++) {
        for (int j = 0; j < positions; j++) {
          int at = cells.index(plane, j, positions);
          int i = cells.input(plane, cells.cell(plane, switches[at], numbering));
          named[i] += pass == 0 ? 1 : 0;
          int shares = has(DUPLICATES_SHARE_GRADIENT) ? named[i] : 1;
          type.set(dx, at, type.get(dy, i) / shares);
        }
      }
    }
    if (has(SWITCHES_CLOBBERED)) {
      switches[0]++;
    }
  }

  /** A problem whose inputs are the outputs of {@code problem}. */
  private static PoolingProblem planes(UnpoolingProblem problem) {
    List<Long> output = problem.output();
    return PoolingProblem.builder()
        .batch(problem.batch())
        .channels(problem.channels())
        .layout(problem.layout())
        .global(output.stream().mapToLong(Long::longValue).toArray())
        .build();
  }

  private static <A> void set(DataType<A> type, A array, double[] values) {
    for (int i = 0; i < values.length; i++) {
      type.set(array, i, values[i]);
    }
  }
}

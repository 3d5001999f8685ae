package io.colonnade.contract.pooling;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;

/**
 * An implementation that is caught if it writes to an input.
 *
 * @param subject the implementation
 */
record ReadOnlyInputs(PoolingSubject subject) implements PoolingSubject {

  @Override
  public <A> void max(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      A y,
      int[] switches) {
    A before = copy(type, x);
    subject.max(problem, type, numbering, x, y, switches);
    requireUnchanged("x", type, x, before);
  }

  @Override
  public <A> void maxValues(PoolingProblem problem, DataType<A> type, A x, A y) {
    A before = copy(type, x);
    subject.maxValues(problem, type, x, y);
    requireUnchanged("x", type, x, before);
  }

  @Override
  public <A> void maxBackward(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx) {
    A before = copy(type, dy);
    int[] switchesBefore = switches.clone();
    subject.maxBackward(problem, type, numbering, dy, switches, dx);
    requireUnchanged("dy", type, dy, before);
    requireUnchanged(switches, switchesBefore);
  }

  @Override
  public <A> void average(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A x, A y) {
    A before = copy(type, x);
    subject.average(problem, type, countPadding, x, y);
    requireUnchanged("x", type, x, before);
  }

  @Override
  public <A> void averageBackward(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A dy, A dx) {
    A before = copy(type, dy);
    subject.averageBackward(problem, type, countPadding, dy, dx);
    requireUnchanged("dy", type, dy, before);
  }

  @Override
  public <A> void unpool(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      int[] switches,
      A y) {
    A before = copy(type, x);
    int[] switchesBefore = switches.clone();
    subject.unpool(problem, type, numbering, x, switches, y);
    requireUnchanged("x", type, x, before);
    requireUnchanged(switches, switchesBefore);
  }

  @Override
  public <A> void unpoolBackward(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx) {
    A before = copy(type, dy);
    int[] switchesBefore = switches.clone();
    subject.unpoolBackward(problem, type, numbering, dy, switches, dx);
    requireUnchanged("dy", type, dy, before);
    requireUnchanged(switches, switchesBefore);
  }

  private static <A> A copy(DataType<A> type, A array) {
    A copy = type.newArray(type.length(array));
    System.arraycopy(array, 0, copy, 0, type.length(array));
    return copy;
  }

  private static <A> void requireUnchanged(String name, DataType<A> type, A now, A before) {
    for (int i = 0; i < type.length(now); i++) {
      if (Double.compare(type.get(now, i), type.get(before, i)) != 0) {
        throw new PoolingMismatch(
            "%s[%d]: was %s, is %s after the call, but is an input"
                .formatted(name, i, type.get(before, i), type.get(now, i)));
      }
    }
  }

  private static void requireUnchanged(int[] now, int[] before) {
    for (int i = 0; i < now.length; i++) {
      if (now[i] != before[i]) {
        throw new PoolingMismatch(
            "switches[%d]: was %d, is %d after the call, but is an input"
                .formatted(i, before[i], now[i]));
      }
    }
  }
}

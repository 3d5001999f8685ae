package io.colonnade.contract.pooling;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;
import io.colonnade.pooling.AveragePooling;
import io.colonnade.pooling.MaxPooling;
import io.colonnade.pooling.MaxUnpooling;

/**
 * The plans of {@link io.colonnade.pooling}.
 *
 * @param options how they run
 */
public record PlannedPooling(PlanOptions options) implements PoolingSubject {

  @Override
  public <A> void max(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      A y,
      int[] switches) {
    MaxPooling.plan(problem, type, numbering, options).forward(x, y, switches);
  }

  @Override
  public <A> void maxValues(PoolingProblem problem, DataType<A> type, A x, A y) {
    SwitchNumbering numbering = SwitchNumbering.PLANE_ROW_MAJOR;
    MaxPooling.plan(problem, type, numbering, options).forward(x, y, null);
  }

  @Override
  public <A> void maxBackward(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx) {
    MaxPooling.plan(problem, type, numbering, options).backward(dy, switches, dx);
  }

  @Override
  public <A> void average(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A x, A y) {
    AveragePooling.plan(problem, type, countPadding, options).forward(x, y);
  }

  @Override
  public <A> void averageBackward(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A dy, A dx) {
    AveragePooling.plan(problem, type, countPadding, options).backward(dy, dx);
  }

  @Override
  public <A> void unpool(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      int[] switches,
      A y) {
    MaxUnpooling.plan(problem, type, numbering, options).forward(x, switches, y);
  }

  @Override
  public <A> void unpoolBackward(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx) {
    MaxUnpooling.plan(problem, type, numbering, options).backward(dy, switches, dx);
  }
}

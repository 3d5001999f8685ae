package io.colonnade.contract.pooling;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;
import io.colonnade.reference.ReferencePooling;
import io.colonnade.reference.ReferenceUnpooling;

/** The nested loops of {@link io.colonnade.reference}. */
public record LoopedPooling() implements PoolingSubject {

  @Override
  public <A> void max(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      A y,
      int[] switches) {
    new ReferencePooling<>(problem, type).max(x, y, switches, numbering);
  }

  @Override
  public <A> void maxBackward(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx) {
    new ReferencePooling<>(problem, type).maxBackward(dy, switches, numbering, dx);
  }

  @Override
  public <A> void average(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A x, A y) {
    new ReferencePooling<>(problem, type).average(x, countPadding, y);
  }

  @Override
  public <A> void averageBackward(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A dy, A dx) {
    new ReferencePooling<>(problem, type).averageBackward(dy, countPadding, dx);
  }

  @Override
  public <A> void unpool(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      int[] switches,
      A y) {
    new ReferenceUnpooling<>(problem, type).values(x, switches, numbering, y);
  }

  @Override
  public <A> void unpoolBackward(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx) {
    new ReferenceUnpooling<>(problem, type).gradient(dy, switches, numbering, dx);
  }
}

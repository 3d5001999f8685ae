package io.colonnade.contract.pooling;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;

/**
 * An implementation of pooling under test. Tensors lie at the start of their arrays in the layout
 * of the problem; every method overwrites its last array, {@link #max} its last two.
 */
public interface PoolingSubject {

  /** Max pooling, see {@link io.colonnade.pooling.MaxPooling#forward}. */
  <A> void max(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      A y,
      int[] switches);

  /** The same without switches. */
  default <A> void maxValues(PoolingProblem problem, DataType<A> type, A x, A y) {
    int[] switches = new int[type.length(y)];
    max(problem, type, SwitchNumbering.PLANE_ROW_MAJOR, x, y, switches);
  }

  /** The gradient of max pooling, see {@link io.colonnade.pooling.MaxPooling#backward}. */
  <A> void maxBackward(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx);

  /** Average pooling, see {@link io.colonnade.pooling.AveragePooling#forward}. */
  <A> void average(PoolingProblem problem, DataType<A> type, boolean countPadding, A x, A y);

  /** The gradient of average pooling, see {@link io.colonnade.pooling.AveragePooling#backward}. */
  <A> void averageBackward(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A dy, A dx);

  /** Max unpooling, see {@link io.colonnade.pooling.MaxUnpooling#forward}. */
  <A> void unpool(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      int[] switches,
      A y);

  /** The gradient of max unpooling, see {@link io.colonnade.pooling.MaxUnpooling#backward}. */
  <A> void unpoolBackward(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx);
}

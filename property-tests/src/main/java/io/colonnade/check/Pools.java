package io.colonnade.check;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.UnpoolingProblem;

/** The pools under test; every method overwrites its last array. */
interface Pools {

  /** The maxima in y, and their switches. */
  <A> void max(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      A y,
      int[] switches);

  /** The gradient of {@link #max}. */
  <A> void maxBackward(
      PoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A dy,
      int[] switches,
      A dx);

  /** The means. */
  <A> void average(PoolingProblem problem, DataType<A> type, boolean countPadding, A x, A y);

  /** The gradient of {@link #average}. */
  <A> void averageBackward(
      PoolingProblem problem, DataType<A> type, boolean countPadding, A dy, A dx);

  /** The elements of x at the cells that their switches name, zeros elsewhere. */
  <A> void unpool(
      UnpoolingProblem problem,
      DataType<A> type,
      SwitchNumbering numbering,
      A x,
      int[] switches,
      A y);
}

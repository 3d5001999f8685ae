package io.colonnade.bench;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;

/** Finds any heap too small. */
public final class GreedyBackend implements ConvolutionBackend {
  @Override
  public String name() {
    return "greedy";
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return true;
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    throw new OutOfMemoryError("Java heap space");
  }
}

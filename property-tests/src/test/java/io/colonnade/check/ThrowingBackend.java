package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.function.Supplier;

/**
 * A backend that fails to make any plan.
 *
 * @param error what it throws instead
 */
record ThrowingBackend(Supplier<Error> error) implements ConvolutionBackend {
  @Override
  public String name() {
    return "throwing";
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return true;
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    throw error.get();
  }
}

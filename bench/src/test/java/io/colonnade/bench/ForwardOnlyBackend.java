package io.colonnade.bench;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;

/** The reference, but without gradients. */
public final class ForwardOnlyBackend implements ConvolutionBackend {
  private final ConvolutionBackend reference = new ReferenceBackend();

  @Override
  public String name() {
    return "forward-only";
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return pass == Pass.FORWARD;
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    return reference.plan(problem, type, options);
  }
}

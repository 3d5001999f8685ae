package io.colonnade.bench.throughput;

import io.colonnade.ConvolutionPlan;
import io.colonnade.Pass;
import io.colonnade.Workspace;

/**
 * A plan with all that its calls need, ready to be timed.
 *
 * @param plan the plan
 * @param tensors its operands and results
 * @param workspace its scratch
 */
public record PlannedLayer<A>(ConvolutionPlan<A> plan, Tensors<A> tensors, Workspace workspace) {

  /** {@code plan} on {@code tensors}, with a workspace of its own. */
  public PlannedLayer(ConvolutionPlan<A> plan, Tensors<A> tensors) {
    this(plan, tensors, plan.newWorkspace());
  }

  /** Runs one of the passes that have two operands, overwriting its result. */
  public void run(Pass pass) {
    tensors.run(plan, pass, workspace);
  }

  /** What the last run of {@code pass} wrote. */
  public A result(Pass pass) {
    return tensors.output(pass);
  }
}

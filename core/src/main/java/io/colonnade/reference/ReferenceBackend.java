package io.colonnade.reference;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.Objects;

/**
 * The definition of convolution, written as loops that can be checked by eye; slow. Every element
 * of a result is one sum in double precision, rounded once. Plans run on the calling thread,
 * whatever {@link PlanOptions#threads()} allows, and need no workspace.
 *
 * <p>Supports every problem, pass and element type whose tensors fit Java arrays.
 *
 * <p>A NaN or an infinity in W does not reach outputs whose windows have only padding under it.
 */
public final class ReferenceBackend implements ConvolutionBackend {
  /** The name of the only algorithm. */
  static final String LOOPS = "loops";

  /** For {@link java.util.ServiceLoader}, and for direct use. */
  public ReferenceBackend() {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return ConvolutionPlan.fits(problem);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a tensor of the problem does not fit a Java array, or an
   *     algorithm other than {@code loops} is asked for
   */
  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    Objects.requireNonNull(options, "options");
    String algorithm = options.algorithm();
    if (!algorithm.equals(PlanOptions.AUTO) && !algorithms().contains(algorithm)) {
      throw new IllegalArgumentException(
          "algorithm=%s: must be %s or one of %s"
              .formatted(algorithm, PlanOptions.AUTO, algorithms()));
    }
    return new ReferencePlan<>(problem, type, options);
  }

  @Override
  public List<String> algorithms() {
    return List.of(LOOPS);
  }
}

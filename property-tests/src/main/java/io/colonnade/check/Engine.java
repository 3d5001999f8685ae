package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Collection;
import java.util.Optional;

/**
 * The backend under test and how its plans are to run.
 *
 * @param backend the backend
 * @param options the options of every plan
 */
record Engine(ConvolutionBackend backend, PlanOptions options) {

  /** The plan of {@code problem}. */
  <A> ConvolutionPlan<A> plan(ConvolutionProblem problem, DataType<A> type) {
    return backend.plan(problem, type, options);
  }

  /** Why one of {@code passes} cannot run on elements of {@code type}; empty where all can. */
  Optional<String> obstacle(ConvolutionProblem problem, Collection<Pass> passes, DataType<?> type) {
    return passes.stream()
        .filter(pass -> !backend.supports(problem, pass, type))
        .map(pass -> "backend %s does not support %s on %s".formatted(backend.name(), pass, type))
        .findFirst()
        .or(() -> inapplicable(problem, passes, type));
  }

  private Optional<String> inapplicable(
      ConvolutionProblem problem, Collection<Pass> passes, DataType<?> type) {
    String forced = options.algorithm();
    if (forced.equals(PlanOptions.AUTO)) {
      return Optional.empty();
    }
    ConvolutionPlan<?> plan = backend.plan(problem, type, options.withAlgorithm(PlanOptions.AUTO));
    return passes.stream()
        .map(plan::explain)
        .flatMap(choice -> inapplicable(choice, forced).stream())
        .findFirst();
  }

  private static Optional<String> inapplicable(Explanation choice, String algorithm) {
    return choice.others().stream()
        .filter(other -> other.algorithm().equals(algorithm) && !other.applicable())
        .map(
            other ->
                "algorithm %s does not apply to %s: %s"
                    .formatted(algorithm, choice.pass(), other.reason()))
        .findFirst();
  }
}

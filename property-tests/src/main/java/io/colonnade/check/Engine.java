package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ConvolutionContract;
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
        .or(() -> refusal(problem, type));
  }

  private Optional<String> refusal(ConvolutionProblem problem, DataType<?> type) {
    try {
      plan(problem, type);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      if (ConvolutionContract.refuses(backend, problem, type, options)) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }
}

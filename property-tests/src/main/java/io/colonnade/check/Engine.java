package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ConvolutionContract;
import io.colonnade.contract.pooling.LoopedPooling;
import io.colonnade.contract.pooling.PlannedPooling;
import io.colonnade.contract.pooling.PoolingSubject;
import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
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

  /**
   * Whether the operators of the library that no backend computes are under test too: its gemm
   * backend is, and no algorithm is forced.
   */
  boolean testsLibrary() {
    return backend instanceof GemmBackend && !forcesAlgorithm();
  }

  /**
   * The pools under test: the library's own with its gemm backend, the loops with the reference;
   * none with any other backend or where an algorithm is forced.
   */
  Optional<PoolingSubject> pools() {
    if (testsLibrary()) {
      return Optional.of(new PlannedPooling(options));
    }
    return backend instanceof ReferenceBackend && !forcesAlgorithm()
        ? Optional.of(new LoopedPooling())
        : Optional.empty();
  }

  /** Why no pool can run; empty where {@link #pools} is not. */
  Optional<String> poolsObstacle() {
    if (pools().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        forcesAlgorithm()
            ? "algorithm=%s: is none of pooling".formatted(options.algorithm())
            : "backend %s has no pooling".formatted(backend.name()));
  }

  private boolean forcesAlgorithm() {
    return !options.algorithm().equals(PlanOptions.AUTO);
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

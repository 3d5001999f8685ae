package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.contract.Applicability;
import io.colonnade.contract.pooling.LoopedPooling;
import io.colonnade.contract.pooling.PlannedPooling;
import io.colonnade.contract.pooling.PoolingSubject;
import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;

/**
 * The backend under test and how its plans are to run.
 *
 * @param backend the backend
 * @param options the options of every plan
 * @param tally counts what ran which pass
 */
record Engine(ConvolutionBackend backend, PlanOptions options, AlgorithmTally tally) {

  Engine(ConvolutionBackend backend, PlanOptions options) {
    this(backend, options, new AlgorithmTally());
  }

  /** The plan of {@code problem}. */
  <A> ConvolutionPlan<A> plan(ConvolutionProblem problem, DataType<A> type) {
    return backend.plan(problem, type, options);
  }

  /** Counts a run of {@code pass} of {@code plan}. */
  void count(ConvolutionPlan<?> plan, Pass pass) {
    tally.add(pass, plan.explain(pass).algorithm());
  }

  /**
   * Why {@code passes} cannot be run on elements of {@code type}: one of them not at all, or none
   * by the forced algorithm; empty where they can.
   */
  Optional<String> obstacle(ConvolutionProblem problem, Collection<Pass> passes, DataType<?> type) {
    return passes.stream()
        .filter(pass -> !backend.supports(problem, pass, type))
        .map(pass -> "backend %s does not support %s on %s".formatted(backend.name(), pass, type))
        .findFirst()
        .or(() -> refusal(problem, passes, type));
  }

  /**
   * Whether the operators of the library that no backend computes are under test too: its gemm
   * backend is, and no algorithm is forced.
   */
  boolean testsLibrary() {
    return backend instanceof GemmBackend && !options.forcesAlgorithm();
  }

  /**
   * The pools under test: the library's own with its gemm backend, the loops with the reference;
   * none with any other backend or where an algorithm is forced.
   */
  Optional<PoolingSubject> pools() {
    if (testsLibrary()) {
      return Optional.of(new PlannedPooling(options));
    }
    return backend instanceof ReferenceBackend && !options.forcesAlgorithm()
        ? Optional.of(new LoopedPooling())
        : Optional.empty();
  }

  /** Why no pool can run; empty where {@link #pools} is not. */
  Optional<String> poolsObstacle() {
    if (pools().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        options.forcesAlgorithm()
            ? "algorithm=%s: is none of pooling".formatted(options.algorithm())
            : "backend %s has no pooling".formatted(backend.name()));
  }

  private Optional<String> refusal(
      ConvolutionProblem problem, Collection<Pass> passes, DataType<?> type) {
    Applicability applicability = Applicability.of(backend, problem, type, options);
    if (!Collections.disjoint(applicability.passes(), passes)) {
      return Optional.empty();
    }
    return passes.stream()
        .filter(applicability.refusals()::containsKey)
        .map(
            pass ->
                "algorithm=%s: does not apply to %s: %s"
                    .formatted(options.algorithm(), pass, applicability.refusals().get(pass)))
        .findFirst();
  }
}

package io.colonnade.bench.throughput;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;

/**
 * A backend held to one of its algorithms, such as {@code gemm:im2col}; a pass that the algorithm
 * does not run is not supported.
 */
public final class ForcedBackend implements ConvolutionBackend {
  private static final char SEPARATOR = ':';

  private final ConvolutionBackend backend;
  private final String algorithm;

  private ForcedBackend(ConvolutionBackend backend, String algorithm) {
    this.backend = backend;
    this.algorithm = algorithm;
  }

  /**
   * The backend that {@code name} means: one that the service loader finds, held to an algorithm
   * where the name has one after a colon.
   *
   * @throws IllegalArgumentException if there is no such backend or algorithm
   */
  public static ConvolutionBackend named(String name) {
    ConvolutionBackend backend = ConvolutionBackend.named(baseName(name));
    int separator = name.indexOf(SEPARATOR);
    if (separator < 0) {
      return backend;
    }
    String algorithm = name.substring(separator + 1);
    if (!backend.algorithms().contains(algorithm)) {
      throw new IllegalArgumentException(
          "backend=%s: its algorithm must be one of %s".formatted(name, backend.algorithms()));
    }
    return new ForcedBackend(backend, algorithm);
  }

  /** {@code name} without an algorithm. */
  public static String baseName(String name) {
    int separator = name.indexOf(SEPARATOR);
    return separator < 0 ? name : name.substring(0, separator);
  }

  @Override
  public String name() {
    return backend.name() + SEPARATOR + algorithm;
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    if (!backend.supports(problem, pass, type)) {
      return false;
    }
    try {
      return plan(problem, type, PlanOptions.defaults())
          .explain(pass)
          .algorithm()
          .equals(algorithm);
    } catch (IllegalArgumentException appliesToNoPass) {
      return false;
    }
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    return backend.plan(problem, type, options.withAlgorithm(algorithm));
  }
}

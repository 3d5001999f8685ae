package io.colonnade.contract;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.reference.ReferenceTransposed;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What transposed convolution on a backend must satisfy, run on one problem at a time: it computes
 * what the loops of {@link ReferenceTransposed} compute, its gradients are its own, and it treats
 * arguments, threads and scratch as convolutions do, see {@link ConvolutionContract}.
 *
 * <p>Immutable, and may be used by many threads at once as far as the backend may.
 */
public final class TransposedContract {
  private static final List<ContractProperty> PROPERTIES =
      Stream.of(
              EquivalenceProperties.all(),
              GradientProperties.adjoints(),
              TransposedProperties.all(),
              LinearityProperties.all(),
              OutputProperties.all(),
              ReproducibilityProperties.all(),
              NonFiniteProperties.lossless(),
              ArgumentProperties.all())
          .flatMap(List::stream)
          .map(property -> property.named("transposed " + property.name()))
          .toList();

  private final PlanOptions options;
  private final Function<TransposedProblem, TestedOperator> operators;

  /**
   * The contract for one backend.
   *
   * @param backend the backend
   * @param options how its plans are to run; the contract tries other threads and limits as well
   */
  public TransposedContract(ConvolutionBackend backend, PlanOptions options) {
    this(problem -> new TestedTransposed(backend, problem), options);
  }

  /** The contract for something else. */
  TransposedContract(Function<TransposedProblem, TestedOperator> operators, PlanOptions options) {
    this.options = options;
    this.operators = operators;
  }

  /** All properties. */
  public static List<ContractProperty> properties() {
    return PROPERTIES;
  }

  /**
   * Tries all properties.
   *
   * @see #check(List, TransposedProblem, DataType, long)
   */
  public ContractReport check(TransposedProblem problem, DataType<?> type, long seed) {
    return check(PROPERTIES, problem, type, seed);
  }

  /**
   * Tries {@code properties}.
   *
   * @param seed the seed of the tensors
   * @return how each fared
   * @throws IllegalArgumentException if the sums of the problem are too long to be exact on
   *     integers
   */
  public ContractReport check(
      List<ContractProperty> properties, TransposedProblem problem, DataType<?> type, long seed) {
    return new ContractRun(operators.apply(problem), options).check(properties, type, seed);
  }
}

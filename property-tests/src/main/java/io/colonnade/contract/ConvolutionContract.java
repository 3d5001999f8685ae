package io.colonnade.contract;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a backend must satisfy, run on one problem at a time.
 *
 * <p>A backend is compared with the loops of {@link io.colonnade.reference.ReferenceBackend}: on
 * integers bit for bit if it says that it is exact there ({@link Explanation#exactOnIntegers()}),
 * else and on reals within the bound of any order of summation, or the one that it states ({@link
 * Explanation#errorBound()}); and with itself, by the identities of convolution and its gradients.
 * The tensors depend on the seed alone, so that a failure can be seen again.
 *
 * <p>Immutable, and may be used by many threads at once as far as the backend may.
 */
public final class ConvolutionContract {
  private static final List<ContractProperty> PROPERTIES =
      Stream.of(
              EquivalenceProperties.all(),
              ActivationProperties.all(),
              GradientProperties.adjoints(),
              GradientProperties.otherForms(),
              OneHotProperties.all(),
              LinearityProperties.all(),
              OutputProperties.all(),
              ReproducibilityProperties.all(),
              PreparedProperties.all(),
              NonFiniteProperties.all(),
              PlanProperties.all(),
              AccuracyProperties.all(),
              ArgumentProperties.all())
          .flatMap(List::stream)
          .toList();

  private final ConvolutionBackend backend;
  private final PlanOptions options;

  /**
   * The contract for one backend.
   *
   * @param backend the backend
   * @param options how its plans are to run; the contract tries other threads and limits as well
   */
  public ConvolutionContract(ConvolutionBackend backend, PlanOptions options) {
    this.backend = backend;
    this.options = options;
  }

  /** All properties. */
  public static List<ContractProperty> properties() {
    return PROPERTIES;
  }

  /**
   * Tries all properties.
   *
   * @see #check(List, ConvolutionProblem, DataType, long)
   */
  public ContractReport check(ConvolutionProblem problem, DataType<?> type, long seed) {
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
      List<ContractProperty> properties, ConvolutionProblem problem, DataType<?> type, long seed) {
    TestedConvolution convolution = new TestedConvolution(backend, problem);
    return new ContractRun(convolution, options).check(properties, type, seed);
  }
}

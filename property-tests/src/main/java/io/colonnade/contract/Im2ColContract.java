package io.colonnade.contract;

import static io.colonnade.Pass.BACKWARD_DATA;
import static io.colonnade.Pass.FORWARD;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.columns.Im2Col;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceColumns;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What {@link Im2Col} must satisfy, run on one problem at a time: it computes what the loops of
 * {@link ReferenceColumns} compute, the two operators are adjoint to each other, the filters times
 * the columns are the convolution, and arguments are treated as those of convolutions, see {@link
 * ConvolutionContract}.
 *
 * <p>Immutable, and may be used by many threads at once.
 */
public final class Im2ColContract {
  /** Statements of what im2col and col2im do not have. */
  static final Set<String> NOT_OF_COLUMNS =
      Set.of(
          "forward: equals the loops without a bias",
          "forward: is linear in w",
          "forward: is linear in bias",
          "backward-data: is linear in w",
          "forward: accumulate adds the whole result",
          "forward: does not read what is in its workspace",
          "backward-data: does not read what is in its workspace",
          "forward: refuses a workspace that is too small",
          "backward-data: refuses a workspace that is too small");

  private static final List<ContractProperty> PROPERTIES =
      Stream.of(
              EquivalenceProperties.all(),
              GradientProperties.adjoints(),
              ColumnProperties.all(),
              LinearityProperties.all(),
              OutputProperties.all(),
              NonFiniteProperties.lossless(),
              ArgumentProperties.all())
          .flatMap(List::stream)
          .filter(property -> Set.of(FORWARD, BACKWARD_DATA).containsAll(property.needs()))
          .filter(property -> !NOT_OF_COLUMNS.contains(property.name()))
          .map(property -> property.named(inWordsOfColumns(property.name())))
          .toList();

  private final Function<ConvolutionProblem, TestedOperator> operators;

  /** The contract for {@link Im2Col}. */
  public Im2ColContract() {
    this(TestedColumns::new);
  }

  /** The contract for something else. */
  Im2ColContract(Function<ConvolutionProblem, TestedOperator> operators) {
    this.operators = operators;
  }

  private static String inWordsOfColumns(String name) {
    return name.replace("forward", "im2col")
        .replace("backward-data", "col2im")
        .replace("conv(x, w), dy", "im2col(x), columns")
        .replace("dx(dy)", "col2im(columns)");
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
    return new ContractRun(operators.apply(problem), PlanOptions.defaults())
        .check(properties, type, seed);
  }
}

package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;

/**
 * An operator of one size, on something under test and by loops: a convolution, or what can be seen
 * as one. Its {@link Object#toString} is its problem string.
 */
interface TestedOperator {

  /** The name of what is under test. */
  String subject();

  /** The problem itself, or the convolution that the operator is derived from. */
  ConvolutionProblem convolution();

  /** What {@code pass} reads, in the order in which it takes them. */
  default List<Operand> operands(Pass pass) {
    return Operand.of(pass);
  }

  /** Elements of {@code operand}. */
  int size(Operand operand);

  /** The name of {@code operand} in errors. */
  default String name(Operand operand) {
    return operand.toString();
  }

  /** The name in errors of what {@code pass} writes. */
  default String resultName(Pass pass) {
    return Result.name(pass);
  }

  /** Terms of the longest sum that makes one element, the bias being one of them. */
  long terms(Pass pass);

  /** Whether {@code pass} can be run. */
  boolean supports(Pass pass, DataType<?> type);

  /** Makes the operator ready. */
  <A> Passes<A> plan(DataType<A> type, PlanOptions options);

  /** What can be run by the algorithm that {@code options} force. */
  Applicability applicability(DataType<?> type, PlanOptions options);

  /** The result of {@code pass} by loops. */
  double[] loops(Pass pass, Operands<double[]> operands);

  /**
   * For each element that {@code pass} writes, the sum that an {@link io.colonnade.ErrorBound}
   * amplifies, over what is within {@code reach}; the operands are not negative.
   */
  double[] mixed(Pass pass, Operands<double[]> operands, int reach);
}

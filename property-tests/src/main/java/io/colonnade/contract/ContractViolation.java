package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.geometry.ConvolutionProblem;
import org.jspecify.annotations.Nullable;

/** A backend does not keep the contract. The message has all that is needed to see it again. */
public final class ContractViolation extends AssertionError {
  private static final long serialVersionUID = 1;

  private final String property;
  private final transient ConvolutionProblem problem;
  private final transient DataType<?> type;
  private final long seed;
  private final transient @Nullable Difference difference;

  ContractViolation(
      String property,
      String backend,
      TestedOperator operator,
      DataType<?> type,
      long seed,
      Throwable cause) {
    super(
        "%s: problem=%s type=%s seed=%d: %s: %s"
            .formatted(
                backend,
                operator,
                type,
                seed,
                property,
                cause instanceof Mismatch ? cause.getMessage() : "threw " + cause),
        cause);
    this.property = property;
    this.problem = operator.convolution();
    this.type = type;
    this.seed = seed;
    this.difference = cause instanceof Mismatch mismatch ? mismatch.difference() : null;
  }

  /** The name of the property that does not hold. */
  public String property() {
    return property;
  }

  /** The problem; of an operator derived from a convolution, the convolution. */
  public ConvolutionProblem problem() {
    return problem;
  }

  /** The element type. */
  public DataType<?> type() {
    return type;
  }

  /** The seed of the tensors. */
  public long seed() {
    return seed;
  }

  /** The first element that differs, or {@code null} where the fault is not one of an element. */
  public @Nullable Difference difference() {
    return difference;
  }
}

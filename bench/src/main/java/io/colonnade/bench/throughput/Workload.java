package io.colonnade.bench.throughput;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import java.util.List;

/**
 * What one row times: a single pass, or a training step, which is the forward pass, the data
 * gradient and the weight gradient, called one after the other and timed together. No workload has
 * a bias.
 */
public enum Workload {
  /** {@code Y = W·cols(X)}. */
  FORWARD("forward"),
  /** {@code dX = col2im(Wᵀ·dY)}. */
  BACKWARD_DATA("backward-data"),
  /** {@code dW = Σ dY·cols(X)ᵀ} over the batch. */
  BACKWARD_WEIGHTS("backward-weights"),
  /** All three. */
  TRAINING("training");

  private final String id;

  Workload(String id) {
    this.id = id;
  }

  /** The name on command lines and in reports. */
  public String id() {
    return id;
  }

  /**
   * The workload called {@code id}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Workload named(String id) {
    return Arrays.stream(values())
        .filter(workload -> workload.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "pass=%s: must be one of %s, or all".formatted(id, List.of(values()))));
  }

  /** The passes, in the order in which they run. */
  public List<Pass> passes() {
    return switch (this) {
      case FORWARD -> List.of(Pass.FORWARD);
      case BACKWARD_DATA -> List.of(Pass.BACKWARD_DATA);
      case BACKWARD_WEIGHTS -> List.of(Pass.BACKWARD_WEIGHTS);
      case TRAINING -> List.of(Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS);
    };
  }

  /** Floating point operations of all passes. */
  public long flops(ConvolutionProblem problem) {
    return Math.multiplyExact(passes().size(), problem.flops());
  }

  /** Whether {@code backend} can run all passes. */
  public boolean supportedBy(
      ConvolutionBackend backend, ConvolutionProblem problem, DataType<?> type) {
    return passes().stream().allMatch(pass -> backend.supports(problem, pass, type));
  }

  @Override
  public String toString() {
    return id;
  }
}

package io.colonnade.gemm.im2col;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Optional;

/** Lowering and GEMM, exact on integers as the products are sums of products in some order. */
public enum GemmAlgorithm implements Algorithm {
  /** X is the im2col matrix. */
  POINTWISE("pointwise", "GEMM on the input as it is, nothing is lowered") {
    @Override
    public Optional<String> refuses(ConvolutionProblem problem, Pass pass) {
      return Columns.areInput(problem)
          ? Optional.empty()
          : Optional.of("needs a 1×1 kernel, stride 1, no padding");
    }
  },
  /** Columns in scratch. */
  IM2COL("im2col", "columns lowered in bands that stay in the cache, then GEMM") {
    @Override
    public Optional<String> refuses(ConvolutionProblem problem, Pass pass) {
      return Optional.empty();
    }
  };

  private final String id;
  private final String description;

  GemmAlgorithm(String id, String description) {
    this.id = id;
    this.description = description;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public boolean exactOnIntegers() {
    return true;
  }

  @Override
  public <A> Kernel<A> kernel(Setting<A> setting, Pass pass) {
    boolean lowered = this != POINTWISE;
    return switch (pass) {
      case FORWARD -> ForwardKernel.of(setting, lowered);
      case BACKWARD_DATA -> BackwardDataKernel.of(setting, lowered);
      case BACKWARD_WEIGHTS -> BackwardWeightsKernel.of(setting, lowered);
      case BACKWARD_BIAS -> throw new IllegalArgumentException("needs no columns");
    };
  }
}

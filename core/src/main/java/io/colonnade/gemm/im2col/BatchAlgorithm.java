package io.colonnade.gemm.im2col;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.GemmBlocks;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Layout;
import java.util.Optional;

/** Small planes of a batch in one product, exact on integers as its sums are in some order. */
public final class BatchAlgorithm implements Algorithm {
  /** So that a product has two images at least. */
  private static final int MOST_POSITIONS = GemmBlocks.POSITIONS / 2;

  @Override
  public String id() {
    return "batch";
  }

  @Override
  public String description() {
    return "columns of several images side by side, then GEMM";
  }

  @Override
  public boolean exactOnIntegers() {
    return true;
  }

  @Override
  public Optional<String> refuses(ConvolutionProblem problem, Pass pass) {
    if (problem.layout() != Layout.CHANNELS_FIRST) {
      return Optional.of("needs channels first");
    }
    if (problem.batch() < 2 || problem.window().outputSize() > MOST_POSITIONS) {
      return Optional.of("needs a batch with at most " + MOST_POSITIONS + " positions an image");
    }
    return Optional.empty();
  }

  @Override
  public <A> Kernel<A> kernel(Setting<A> setting, Pass pass) {
    return switch (pass) {
      case FORWARD -> BatchKernel.of(setting);
      case BACKWARD_DATA -> BackwardDataKernel.ofImages(setting);
      case BACKWARD_WEIGHTS -> BackwardWeightsKernel.ofImages(setting);
      case BACKWARD_BIAS -> throw new IllegalArgumentException("needs no columns");
    };
  }
}

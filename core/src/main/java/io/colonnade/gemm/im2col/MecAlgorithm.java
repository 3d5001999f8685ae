package io.colonnade.gemm.im2col;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.lowering.LineLowering;
import java.util.List;
import java.util.Optional;

/**
 * Memory-efficient convolution (Cho and Brand 2017): the width alone is lowered, and each row of
 * outputs is a product with the lines that its windows cover. Exact on integers.
 */
public final class MecAlgorithm implements Algorithm {
  /** Elements of the lines of a row of outputs at most, so that they stay near the cache. */
  private static final long MOST_ELEMENTS = 1 << 18;

  /** Positions of a row that fill a vector: a product has one row's. */
  private static final int LEAST_POSITIONS = 16;

  @Override
  public String id() {
    return "mec";
  }

  @Override
  public String description() {
    return "one lowered line for each input row, then GEMM row by row of outputs";
  }

  @Override
  public boolean exactOnIntegers() {
    return true;
  }

  @Override
  public Optional<String> refuses(ConvolutionProblem problem, Pass pass) {
    if (pass != Pass.FORWARD) {
      return Optional.of("runs forward alone");
    }
    if (problem.layout() != Layout.CHANNELS_FIRST) {
      return Optional.of("needs channels first");
    }
    if (problem.paddingMode() != PaddingMode.ZEROS) {
      return Optional.of("needs zeros in the padding");
    }
    List<Axis> axes = problem.window().axes();
    if (axes.size() != 2 || axes.get(0).dilation() > 1) {
      return Optional.of("needs a kernel of two axes, and dilation 1 along the first");
    }
    if (axes.get(0).kernel() <= axes.get(0).stride()) {
      return Optional.of("needs rows of outputs that share rows of the input");
    }
    if (axes.get(1).output() < LEAST_POSITIONS) {
      return Optional.of("needs at least %d positions in a row".formatted(LEAST_POSITIONS));
    }
    if (LineLowering.line(problem) > MOST_ELEMENTS / axes.get(0).kernel()) {
      return Optional.of(
          "needs lines of at most %,d elements for a row of outputs".formatted(MOST_ELEMENTS));
    }
    return Optional.empty();
  }

  @Override
  public <A> Kernel<A> kernel(Setting<A> setting, Pass pass) {
    return new MecKernel<>(setting);
  }
}

package io.colonnade.gemm.direct;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.numeric.Slots;
import java.util.List;
import java.util.Optional;

/** Direct summation, for groups too small to make a matrix product of. */
public final class DirectAlgorithm implements Algorithm {
  private static final int MOST_MEMBERS = 32;
  private static final int MOST_STRIDE = 16;
  private static final long MOST_CELLS = 1 << 24;

  @Override
  public String id() {
    return "direct";
  }

  @Override
  public String description() {
    return "sums of shifted planes, without a matrix product";
  }

  @Override
  public boolean exactOnIntegers() {
    return true;
  }

  @Override
  public Optional<String> refuses(ConvolutionProblem problem, Pass pass) {
    List<Axis> axes = problem.window().axes();
    Axis width = axes.get(axes.size() - 1);
    if (problem.layout() != Layout.CHANNELS_FIRST) {
      return Optional.of("needs channels first");
    }
    if (problem.paddingMode() != PaddingMode.ZEROS) {
      return Optional.of("needs zeros in the padding");
    }
    if (problem.channelsPerGroup() > MOST_MEMBERS || problem.filtersPerGroup() > MOST_MEMBERS) {
      return Optional.of("needs groups of at most " + MOST_MEMBERS + " channels and filters");
    }
    if (axes.stream().anyMatch(axis -> axis.stride() > MOST_STRIDE)) {
      return Optional.of("needs strides of at most " + MOST_STRIDE);
    }
    if (width.extent() > Slots.CAPACITY / 2) {
      return Optional.of("needs kernels of at most " + Slots.CAPACITY / 2 + " cells a row");
    }
    if (axes.stream().anyMatch(a -> a.input() + a.paddingBegin() + a.paddingEnd() > MOST_CELLS)) {
      return Optional.of("needs axes of at most " + MOST_CELLS + " cells, padding included");
    }
    return Optional.empty();
  }

  @Override
  public <A> Kernel<A> kernel(Setting<A> setting, Pass pass) {
    return switch (pass) {
      case FORWARD -> DirectKernel.forward(setting);
      case BACKWARD_DATA -> DirectKernel.backward(setting);
      case BACKWARD_WEIGHTS -> new DirectWeightsKernel<>(setting);
      case BACKWARD_BIAS -> throw new IllegalArgumentException("is no sum of products");
    };
  }
}

package io.colonnade.gemm.shift;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import java.util.List;
import java.util.Optional;

/** Products with shifted views of a packed input, in place of im2col along some axes. */
public enum ShiftAlgorithm implements Algorithm {
  /** Only the width is lowered. */
  WIDTH(
      "width",
      "columns lowered along the width only, products with views shifted along the height"),
  /** Nothing is lowered. */
  PLANES("planes", "nothing is lowered, products with shifted views of padded planes");

  /** How many times further than the output a kernel may reach; beyond, lines are mostly gaps. */
  private static final long REACH = 4;

  /** The most elements of a packed plane. */
  private static final double PLANE = 1 << 26;

  private final String id;
  private final String description;

  ShiftAlgorithm(String id, String description) {
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
  public Optional<String> refuses(ConvolutionProblem problem, Pass pass) {
    if (problem.layout() != Layout.CHANNELS_FIRST) {
      return Optional.of("needs channels first");
    }
    if (problem.paddingMode() != PaddingMode.ZEROS) {
      return Optional.of("needs padding with zeros");
    }
    List<Axis> axes = problem.window().axes();
    double plane = 1;
    for (int i = Math.max(0, axes.size() - 2); i < axes.size(); i++) {
      Axis axis = axes.get(i);
      boolean lowered = this == WIDTH && i == axes.size() - 1;
      double reach = lowered ? 0 : (axis.kernel() - 1.0) * axis.dilation() / axis.stride();
      if (reach > REACH * axis.output()) {
        return Optional.of("the kernel reaches too far beyond the output");
      }
      double phases = lowered ? axis.kernel() : Math.min(axis.kernel(), axis.stride());
      plane *= phases * (axis.output() + 2 * reach);
    }
    if (plane > PLANE) {
      return Optional.of("planes would be too large");
    }
    return Optional.empty();
  }

  @Override
  public <A> Kernel<A> kernel(Setting<A> setting, Pass pass) {
    boolean lowered = this == WIDTH;
    return switch (pass) {
      case FORWARD -> new ShiftKernel<>(setting, true, lowered);
      case BACKWARD_DATA -> new ShiftKernel<>(setting, false, lowered);
      case BACKWARD_WEIGHTS -> new ShiftWeightsKernel<>(setting, lowered);
      case BACKWARD_BIAS -> throw new IllegalArgumentException("needs no columns");
    };
  }
}

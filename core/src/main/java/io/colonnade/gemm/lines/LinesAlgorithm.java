package io.colonnade.gemm.lines;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import java.util.List;
import java.util.Optional;

/** Direct summation of many groups at a time, cell by cell. */
public final class LinesAlgorithm implements Algorithm {
  /** Lines for the filters of a group. */
  private static final long MOST_WEIGHTS = 512;

  /** Products of a pass, for a channel and a filter of a group: each is named in a table. */
  private static final double MOST_PRODUCTS = 1 << 20;

  @Override
  public String id() {
    return "lines";
  }

  @Override
  public String description() {
    return "sums over lines, each a cell of many groups, without a matrix product";
  }

  @Override
  public boolean exactOnIntegers() {
    return true;
  }

  @Override
  public Optional<String> refuses(ConvolutionProblem problem, Pass pass) {
    if (problem.groups() == 1) {
      return Optional.of("needs several groups");
    }
    if (problem.paddingMode() != PaddingMode.ZEROS) {
      return Optional.of("needs zeros in the padding");
    }
    if (weights(problem) > MOST_WEIGHTS) {
      return Optional.of("needs groups of at most " + MOST_WEIGHTS + " weights");
    }
    if (problem.window().outputSize() * (double) problem.window().kernelSize() > MOST_PRODUCTS) {
      return Optional.of("needs planes of at most " + (int) MOST_PRODUCTS + " products");
    }
    if (smallest(problem, pass) > LinesKernel.MOST_LINES) {
      return Optional.of("needs rows of at most " + LinesKernel.MOST_LINES + " lines");
    }
    return Optional.empty();
  }

  /** Weights of a group. */
  private static double weights(ConvolutionProblem problem) {
    return (double) problem.channelsPerGroup()
        * problem.filtersPerGroup()
        * problem.window().kernelSize();
  }

  /** Lines of the smallest tiles. */
  private static double smallest(ConvolutionProblem problem, Pass pass) {
    List<Axis> axes = problem.window().axes();
    Axis axis = axes.get(0);
    boolean backward = pass == Pass.BACKWARD_DATA;
    double x = backward ? 1 : Math.min(axis.extent(), axis.input());
    double y = backward ? Math.min(axis.output(), (axis.extent() - 1) / axis.stride() + 1) : 1;
    return x * problem.channelsPerGroup() * problem.window().inputSize() / axis.input()
        + y * problem.filtersPerGroup() * problem.window().outputSize() / axis.output()
        + weights(problem);
  }

  @Override
  public <A> Kernel<A> kernel(Setting<A> setting, Pass pass) {
    return new LinesKernel<>(setting, pass);
  }
}

package io.colonnade.gemm.winograd;

import io.colonnade.ErrorBound;
import io.colonnade.Pass;
import io.colonnade.gemm.pass.Algorithm;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.winograd.AxisPart;
import io.colonnade.winograd.MinimalFilter;
import java.util.List;
import java.util.Optional;

/**
 * Minimal filtering of 3×3 kernels, of larger or strided ones as sums of parts of 3×3 taps and less
 * [Huang et al. 2020, arXiv:2002.00552], of kernels of a single axis, and of dilated ones phase by
 * phase. It rounds more than direct summation does, within {@link MinimalFilter#amplification a
 * bound} for finite values far from overflow.
 *
 * <p>A NaN or an infinity among the values whose tiles are transformed (X; dY in backward data)
 * reaches any outputs of the tiles that read it, of all filters of its group, and no others; in
 * backward weights, any taps of the kernels of its tiles. An infinity may become a NaN.
 */
public enum WinogradAlgorithm implements Algorithm {
  /** F(4×4, 3×3). */
  WINOGRAD4(
      "winograd4",
      "16 outputs of 3×3 taps of a kernel by 36 products instead of 144",
      MinimalFilter.F4),
  /** F(2×2, 3×3). */
  WINOGRAD2(
      "winograd2",
      "4 outputs of 3×3 taps of a kernel by 16 products instead of 36",
      MinimalFilter.F2);

  /** The most parts of a kernel, each of which has tiles of its own. */
  private static final long MOST_PARTS = 64;

  /** The largest stride or dilation: beyond it, cells are too far apart to pay. */
  private static final long MOST_STRIDE = 16;

  /** The most cells of an axis with its padding, so that distances between tiles fit an int. */
  private static final long MOST_CELLS = 1 << 24;

  /** The most tiles of a batch, so that their number fits an int. */
  private static final long MOST_TILES = 1 << 26;

  /** As how many parts with all their taps one with zeros counts, beside direct summation. */
  private static final double SHORT = 0.17;

  /** Roundings of a result beside those of its products and their sum. */
  private static final int ROUNDINGS_OF_TRANSFORMS = 24;

  private final String id;
  private final String description;
  private final MinimalFilter filter;

  WinogradAlgorithm(String id, String description, MinimalFilter filter) {
    this.id = id;
    this.description = description;
    this.filter = filter;
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
    return false;
  }

  /**
   * A curve along the worst of 120 sets of normal and uniform values for each number of terms of
   * 3×3 kernels, beside sums of one term after the other. Errors of such sums grow with their
   * terms, those of the transforms do not: the fewer terms, the larger the factor. It is 4 at 13
   * channels of {@link #WINOGRAD4}. Kernels of other sizes are counted by the parts of their axes.
   */
  @Override
  public double errorFactor(ConvolutionProblem problem, Pass pass) {
    double parts =
        problem.window().axes().stream()
            .mapToDouble(WinogradAlgorithm::wholeParts)
            .reduce(1, (x, y) -> x * y);
    double terms =
        switch (pass) {
          case BACKWARD_DATA -> problem.filtersPerGroup() * parts;
          case BACKWARD_WEIGHTS -> fullTiles(problem);
          default -> problem.channelsPerGroup() * parts;
        };
    double root = Math.sqrt(terms);
    return filter == MinimalFilter.F4 ? 1.5 + 9 / root : 0.5 + 3 / root;
  }

  /** Tiles of all images as far as they are full, however a dilation spreads their cells. */
  private double fullTiles(ConvolutionProblem problem) {
    return problem.window().axes().stream()
        .mapToLong(axis -> ceilDiv(axis.output(), filter(axis).outputs()))
        .reduce(problem.batch(), (x, y) -> x * y);
  }

  /** The parts of an axis, of which one with zeros counts as less than one with all its taps. */
  private static double wholeParts(Axis axis) {
    if (axis.kernel() == 1) {
      return 1;
    }
    double whole = AxisPart.countWhole(axis.kernel(), axis.stride());
    return whole + SHORT * (AxisPart.count(axis.kernel(), axis.stride()) - whole);
  }

  @Override
  public ErrorBound errorBound(ConvolutionProblem problem, Pass pass) {
    long roundings = terms(problem, pass) + ROUNDINGS_OF_TRANSFORMS;
    double amplification =
        problem.window().axes().stream()
            .mapToDouble(axis -> filter(axis).amplification())
            .reduce(1, (x, y) -> x * y);
    return new ErrorBound(amplification, roundings, (int) reach(problem));
  }

  /**
   * Cells outside a window that its tile has beside it, where outputs of a phase of a dilation may
   * be missing.
   */
  private long reach(ConvolutionProblem problem) {
    return problem.window().axes().stream()
        .mapToLong(
            axis ->
                (filter(axis).outputs() - 1) * axis.stride() * axis.dilation()
                    + axis.dilation()
                    - 1)
        .reduce(0, Math::max);
  }

  /**
   * Products of transformed values that are summed up: over channels or filters, for each part of
   * the kernel, or over tiles.
   */
  private long terms(ConvolutionProblem problem, Pass pass) {
    return switch (pass) {
      case BACKWARD_DATA -> problem.filtersPerGroup() * WinogradLayer.parts(problem);
      case BACKWARD_WEIGHTS -> tiles(problem, pass);
      default -> problem.channelsPerGroup() * WinogradLayer.parts(problem);
    };
  }

  /** Tiles of the outputs of a pass, or of their gradients, of all images. */
  private long tiles(ConvolutionProblem problem, Pass pass) {
    long tiles = problem.batch();
    for (Axis axis : problem.window().axes()) {
      long cells = pass == Pass.BACKWARD_DATA ? axis.input() : axis.output();
      long phase = ceilDiv(cells, axis.dilation());
      tiles *= Math.min(axis.dilation(), cells) * ceilDiv(phase, filter(axis).outputs());
    }
    return tiles;
  }

  @Override
  public Optional<String> refuses(ConvolutionProblem problem, Pass pass) {
    List<Axis> axes = problem.window().axes();
    if (axes.size() > 2) {
      return Optional.of("needs a kernel of one or two axes");
    }
    if (axes.stream().anyMatch(axis -> axis.dilation() > 1 && axis.stride() > 1)) {
      return Optional.of("needs stride or dilation 1 along each axis");
    }
    if (axes.stream().anyMatch(WinogradAlgorithm::isLarge)) {
      return Optional.of(
          "needs strides and dilations of at most %d and axes of at most %d cells with their padding"
              .formatted(MOST_STRIDE, MOST_CELLS));
    }
    if (WinogradLayer.parts(problem) > MOST_PARTS) {
      return Optional.of("has more than %d parts of 3×3 taps".formatted(MOST_PARTS));
    }
    if (multiplications(problem) >= 1) {
      return Optional.of("would not multiply less");
    }
    if (pass == Pass.BACKWARD_DATA && axes.stream().anyMatch(axis -> axis.stride() > 1)) {
      return Optional.of("needs stride 1");
    }
    if (tiles(problem, pass) > MOST_TILES) {
      return Optional.of("has more than %d tiles".formatted(MOST_TILES));
    }
    if (problem.paddingMode() != PaddingMode.ZEROS) {
      return Optional.of("needs zeros in the padding");
    }
    return Optional.empty();
  }

  private static boolean isLarge(Axis axis) {
    long most = Math.max(axis.input(), Math.max(axis.paddingBegin(), axis.paddingEnd()));
    return axis.stride() > MOST_STRIDE
        || axis.dilation() > MOST_STRIDE
        || most > MOST_CELLS
        || axis.input() + axis.paddingBegin() + axis.paddingEnd() > MOST_CELLS;
  }

  private MinimalFilter filter(Axis axis) {
    return filter.ofKernel(axis.kernel());
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  /** The part of the multiplications of direct summation that are left. */
  private double multiplications(ConvolutionProblem problem) {
    double left = 1;
    for (Axis axis : problem.window().axes()) {
      double parts = AxisPart.count(axis.kernel(), axis.stride());
      double points = parts * (filter.outputs() - 1) + axis.kernel();
      left *= points / (filter.outputs() * (double) axis.kernel());
    }
    return left;
  }

  @Override
  public <A> Kernel<A> kernel(Setting<A> setting, Pass pass) {
    return pass == Pass.BACKWARD_WEIGHTS
        ? new WinogradWeightsKernel<>(setting, filter)
        : new WinogradKernel<>(setting, filter, pass);
  }
}

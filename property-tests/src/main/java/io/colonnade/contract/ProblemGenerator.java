package io.colonnade.contract;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Random convolution problems of one to three spatial axes, every {@link HardCase} among them
 * often, small enough to be computed by nested loops. The same random numbers give the same
 * problems.
 */
public final class ProblemGenerator {
  /** The most operations, {@link ConvolutionProblem#flops()}, of a problem. */
  public static final long MAX_FLOPS = 1_000_000;

  /** The most elements that the unrolled matrix 𝒲 of a problem has. */
  public static final long MAX_UNROLLED = 1 << 21;

  private static final int MOST_DRAWN = 1000;

  private ProblemGenerator() {}

  /** The next problem. */
  public static ConvolutionProblem next(SplittableRandom random) {
    while (true) {
      ConvolutionProblem problem = withModes(random, draw(random));
      long unrolled = problem.ySize() / problem.batch() * (problem.xSize() / problem.batch());
      if (problem.flops() <= MAX_FLOPS && unrolled <= MAX_UNROLLED) {
        return problem;
      }
    }
  }

  /**
   * The next problem that is {@code wanted}; any problem where {@value #MOST_DRAWN} in a row are
   * not.
   */
  public static ConvolutionProblem next(
      SplittableRandom random, Predicate<ConvolutionProblem> wanted) {
    ConvolutionProblem problem = next(random);
    for (int i = 1; i < MOST_DRAWN && !wanted.test(problem); i++) {
      problem = next(random);
    }
    return problem;
  }

  private static ConvolutionProblem withModes(SplittableRandom random, ConvolutionProblem problem) {
    PaddingMode[] modes = PaddingMode.values();
    return problem
        .withPaddingMode(
            random.nextInt(4) == 0 ? modes[random.nextInt(modes.length)] : PaddingMode.ZEROS)
        .withLayouts(
            random.nextInt(5) == 0 ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST,
            random.nextInt(5) == 0 ? FilterLayout.FILTERS_LAST : FilterLayout.FILTERS_FIRST);
  }

  private static ConvolutionProblem draw(SplittableRandom random) {
    int percent = random.nextInt(100);
    if (percent < 10) {
      return manyPositions(random);
    }
    if (percent < 17) {
      return deep(random);
    }
    if (percent < 22) {
      return wide(random);
    }
    if (percent < 30) {
      return singleOutput(random);
    }
    if (percent < 38) {
      return pointwise(random);
    }
    if (percent < 58) {
      return layer(random);
    }
    return general(random);
  }

  /** A layer such as networks have: two axes alike, more channels than the others. */
  private static ConvolutionProblem layer(SplittableRandom random) {
    long kernel = random.nextInt(4) == 0 ? 1 : 3;
    long stride = kernel == 1 || random.nextInt(4) == 0 ? 2 : 1;
    long padding = random.nextInt(4) == 0 ? random.nextInt(3) : kernel / 2;
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      axes.add(Axis.floor(between(random, 3, 14), kernel, stride, padding, padding, 1));
    }
    long channels = between(random, 7, 18);
    boolean depthwise = random.nextInt(3) == 0;
    long filters = depthwise ? channels * between(random, 1, 2) : between(random, 7, 18);
    return new ConvolutionProblem(
        between(random, 1, 2), channels, filters, depthwise ? channels : 1, new Window(axes));
  }

  private static ConvolutionProblem general(SplittableRandom random) {
    int rank = 1 + random.nextInt(3);
    int longest = rank == 3 ? 8 : 20;
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(axis(random, between(random, 1, longest)));
    }
    return withChannels(random, 5, axes);
  }

  /** One long axis, or two of middling length. */
  private static ConvolutionProblem manyPositions(SplittableRandom random) {
    while (true) {
      List<Axis> axes = new ArrayList<>();
      if (random.nextBoolean()) {
        axes.add(longAxis(random, between(random, 205, 500)));
      } else {
        axes.add(longAxis(random, between(random, 17, 24)));
        axes.add(longAxis(random, between(random, 17, 24)));
      }
      ConvolutionProblem problem = withChannels(random, 3, axes);
      if (HardCase.MANY_POSITIONS.matches(problem)) {
        return problem;
      }
    }
  }

  private static Axis longAxis(SplittableRandom random, long input) {
    return Axis.floor(
        input,
        between(random, 1, 5),
        1,
        random.nextInt(3),
        random.nextInt(3),
        between(random, 1, 2));
  }

  /** Many channels on a small input. */
  private static ConvolutionProblem deep(SplittableRandom random) {
    int rank = 1 + random.nextInt(2);
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(axis(random, between(random, 2, 5)));
    }
    Window window = new Window(axes);
    long channels = 512 / window.kernelSize() + between(random, 1, 40);
    return new ConvolutionProblem(
        between(random, 1, 2), channels, between(random, 1, 5), 1, window);
  }

  /** Many filters. */
  private static ConvolutionProblem wide(SplittableRandom random) {
    List<Axis> axes = List.of(axis(random, between(random, 1, 12)));
    return new ConvolutionProblem(
        between(random, 1, 2),
        between(random, 1, 6),
        between(random, 129, 200),
        1,
        new Window(axes));
  }

  private static ConvolutionProblem pointwise(SplittableRandom random) {
    int rank = 1 + random.nextInt(3);
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(Axis.floor(between(random, 1, 9), 1, 1, 0, 0, between(random, 1, 2)));
    }
    return withChannels(random, 8, axes);
  }

  /** An input just as long as the window, or a little longer but not by a stride. */
  private static ConvolutionProblem singleOutput(SplittableRandom random) {
    int rank = 1 + random.nextInt(3);
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      long kernel = between(random, 1, 4);
      long dilation = between(random, 1, 2);
      long extent = Axis.extent(kernel, dilation);
      long begin = random.nextLong(extent);
      long stride = between(random, 1, 3);
      long input = extent - begin + random.nextLong(stride);
      axes.add(Axis.floor(input, kernel, stride, begin, 0, dilation));
    }
    return withChannels(random, 4, axes);
  }

  private static Axis axis(SplittableRandom random, long input) {
    while (true) {
      long kernel = random.nextInt(6) == 0 ? between(random, 5, 7) : between(random, 1, 4);
      long stride = random.nextBoolean() ? 1 : between(random, 2, 5);
      long dilation = random.nextInt(3) == 0 ? between(random, 2, 3) : 1;
      long begin = padding(random);
      long end = random.nextBoolean() ? begin : padding(random);
      if (input + begin + end >= Axis.extent(kernel, dilation)) {
        return Axis.floor(input, kernel, stride, begin, end, dilation);
      }
    }
  }

  private static long padding(SplittableRandom random) {
    return random.nextInt(8) == 0 ? between(random, 3, 7) : random.nextInt(3);
  }

  private static ConvolutionProblem withChannels(
      SplittableRandom random, int most, List<Axis> axes) {
    long groups = random.nextInt(3) == 0 ? between(random, 2, 4) : 1;
    boolean depthwise = groups > 1 && random.nextInt(3) == 0;
    long channels = depthwise ? groups : groups * between(random, 1, most);
    long filters = groups * between(random, 1, most);
    return new ConvolutionProblem(
        between(random, 1, 3), channels, filters, groups, new Window(axes));
  }

  private static long between(SplittableRandom random, int least, int most) {
    return random.nextInt(least, most + 1);
  }
}

package io.colonnade.contract.pooling;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PoolingProblem;
import io.colonnade.geometry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random pooling problems of one to three spatial axes, in which every window holds an input cell,
 * every {@link PoolingHardCase} among them often, small enough to be computed by nested loops. The
 * same random numbers give the same problems.
 */
public final class PoolingProblemGenerator {
  /** The most taps of all windows over all planes. */
  public static final long MAX_TAPS = 1 << 17;

  private PoolingProblemGenerator() {}

  /** The next problem. */
  public static PoolingProblem next(SplittableRandom random) {
    while (true) {
      boolean ceil = random.nextBoolean();
      PoolingProblem problem = draw(random, ceil);
      long taps = problem.ySize() * problem.window().kernelSize();
      if (taps <= MAX_TAPS && problem.window().axes().stream().allMatch(a -> meetsInput(a))) {
        return problem;
      }
    }
  }

  private static boolean meetsInput(Axis axis) {
    for (long o = 0; o < axis.output(); o++) {
      if (axis.firstTap(o) == axis.endTap(o)) {
        return false;
      }
    }
    return true;
  }

  private static PoolingProblem draw(SplittableRandom random, boolean ceil) {
    int percent = random.nextInt(100);
    if (percent < 5) {
      return problem(random, 1, List.of(longAxis(random), longAxis(random)));
    }
    if (percent < 15) {
      return longRows(random, ceil);
    }
    if (percent < 25) {
      return problem(random, 140, List.of(axis(random, ceil, between(random, 1, 12))));
    }
    if (percent < 34) {
      return problem(random, 140, List.of(axis(random, ceil, between(random, 300, 450))));
    }
    if (percent < 42) {
      return global(random);
    }
    int rank = 1 + random.nextInt(3);
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      axes.add(axis(random, ceil, between(random, 1, rank == 3 ? 9 : 18)));
    }
    return problem(random, 12, axes);
  }

  private static PoolingProblem longRows(SplittableRandom random, boolean ceil) {
    return problem(
        random,
        3,
        List.of(
            axis(random, ceil, between(random, 1, 12)),
            axis(random, ceil, between(random, 30, 60))));
  }

  private static PoolingProblem global(SplittableRandom random) {
    int rank = 1 + random.nextInt(3);
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      long input = between(random, 1, 9);
      axes.add(Axis.floor(input, input, between(random, 1, 3), 0, 0, 1));
    }
    return problem(random, 12, axes);
  }

  private static PoolingProblem problem(SplittableRandom random, int channels, List<Axis> axes) {
    Layout layout = random.nextBoolean() ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST;
    return new PoolingProblem(
        between(random, 1, 3), between(random, 1, channels), new Window(axes), layout);
  }

  private static Axis longAxis(SplittableRandom random) {
    long kernel = between(random, 1, 4);
    return Axis.floor(between(random, 85, 110), kernel, 1, random.nextLong(kernel), 0, 1);
  }

  private static Axis axis(SplittableRandom random, boolean ceil, long input) {
    while (true) {
      long kernel = random.nextInt(5) == 0 ? between(random, 5, 9) : between(random, 1, 4);
      long stride = random.nextInt(3) == 0 ? 1 : between(random, 2, 4);
      long dilation = random.nextInt(3) == 0 ? between(random, 2, 4) : 1;
      long begin = random.nextLong(kernel);
      long end = random.nextBoolean() ? begin : random.nextLong(kernel);
      if (input + begin + end >= Axis.extent(kernel, dilation)) {
        return ceil
            ? Axis.ceil(input, kernel, stride, begin, end, dilation)
            : Axis.floor(input, kernel, stride, begin, end, dilation);
      }
    }
  }

  private static long between(SplittableRandom random, int least, int most) {
    return random.nextInt(least, most + 1);
  }
}

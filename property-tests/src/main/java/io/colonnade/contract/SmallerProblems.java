package io.colonnade.contract;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Steps towards the smallest problem that still shows a fault. */
public final class SmallerProblems {
  private SmallerProblems() {}

  /**
   * A measure that every problem of {@link #of} makes smaller: the sum of all sizes, with 1 or more
   * for a layout or a padding mode out of the ordinary.
   */
  public static long distance(ConvolutionProblem problem) {
    return LongStream.concat(
            LongStream.of(
                problem.batch(),
                problem.channels(),
                problem.filters(),
                problem.groups(),
                problem.paddingMode() == PaddingMode.ZEROS ? 0 : 1,
                problem.layout() == Layout.CHANNELS_FIRST ? 0 : 1,
                problem.filterLayout() == FilterLayout.FILTERS_FIRST ? 0 : 1),
            problem.window().axes().stream()
                .flatMapToLong(
                    a ->
                        LongStream.of(
                            a.input(),
                            a.kernel(),
                            a.stride(),
                            a.paddingBegin(),
                            a.paddingEnd(),
                            a.dilation())))
        .sum();
  }

  /**
   * Problems that differ from {@code problem} in one size, or in one size by group, and are
   * smaller; the boldest first.
   */
  public static Stream<ConvolutionProblem> of(ConvolutionProblem problem) {
    List<ConvolutionProblem> smaller = new ArrayList<>();
    smaller.add(problem.withPaddingMode(PaddingMode.ZEROS));
    smaller.add(problem.withLayouts(Layout.CHANNELS_FIRST, problem.filterLayout()));
    smaller.add(problem.withLayouts(problem.layout(), FilterLayout.FILTERS_FIRST));
    smaller.removeIf(problem::equals);
    long perGroup = problem.channelsPerGroup();
    long filtersPerGroup = problem.filtersPerGroup();
    for (long groups : below(problem.groups())) {
      smaller.add(sized(problem, problem.batch(), groups, perGroup, filtersPerGroup));
    }
    for (long batch : below(problem.batch())) {
      smaller.add(sized(problem, batch, problem.groups(), perGroup, filtersPerGroup));
    }
    for (long channels : below(perGroup)) {
      smaller.add(sized(problem, problem.batch(), problem.groups(), channels, filtersPerGroup));
    }
    for (long filters : below(filtersPerGroup)) {
      smaller.add(sized(problem, problem.batch(), problem.groups(), perGroup, filters));
    }
    for (int i = 0; i < problem.window().rank(); i++) {
      for (Axis axis : below(problem.window().axis(i))) {
        List<Axis> axes = new ArrayList<>(problem.window().axes());
        axes.set(i, axis);
        smaller.add(problem.withWindow(new Window(axes)));
      }
    }
    return smaller.stream();
  }

  private static ConvolutionProblem sized(
      ConvolutionProblem problem,
      long batch,
      long groups,
      long channelsPerGroup,
      long filtersPerGroup) {
    return new ConvolutionProblem(
            batch, groups * channelsPerGroup, groups * filtersPerGroup, groups, problem.window())
        .withPaddingMode(problem.paddingMode())
        .withLayouts(problem.layout(), problem.filterLayout());
  }

  private static List<Axis> below(Axis a) {
    List<long[]> sizes = new ArrayList<>();
    long[] all = {
      a.input(), a.kernel(), a.stride(), a.paddingBegin(), a.paddingEnd(), a.dilation()
    };
    for (int i = 0; i < all.length; i++) {
      boolean isPadding = i == 3 || i == 4;
      for (long value : isPadding ? belowPadding(all[i]) : below(all[i])) {
        long[] changed = all.clone();
        changed[i] = value;
        sizes.add(changed);
      }
    }
    return sizes.stream()
        .filter(s -> s[0] + s[3] + s[4] >= Axis.extent(s[1], s[5]))
        .map(s -> Axis.floor(s[0], s[1], s[2], s[3], s[4], s[5]))
        .toList();
  }

  private static long[] below(long size) {
    return LongStream.of(1, size / 2, size - 1)
        .filter(v -> v >= 1 && v < size)
        .distinct()
        .toArray();
  }

  private static long[] belowPadding(long size) {
    return LongStream.of(0, size - 1).filter(v -> v >= 0 && v < size).distinct().toArray();
  }
}

package io.colonnade.gemm.winograd;

import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.winograd.FilterTransform;
import io.colonnade.winograd.Lines;
import io.colonnade.winograd.MinimalFilter;

/**
 * The transformed filters of a Winograd kernel: for each group and pair of points one matrix, of F
 * × C where the filters are first in W, of C × F where they are last.
 */
final class WinogradFilters<A> implements Preparation<A> {
  private static final int TAPS = 9;

  /** Elements of matrices that stay in the cache from one call to the next. */
  private static final double CACHED = 1 << 20;

  /** Reading an element of those, and of others, where another loop moves one in 1. */
  private static final double CACHED_READ = 1;

  private static final double UNCACHED_READ = 4;

  private final Arithmetic<A> arithmetic;
  private final FilterTransform<A> transform;
  private final int groups;
  private final int products;
  private final int rows;
  private final int columns;
  private final int groupStep;
  private final int rowStep;
  private final int tasks;
  private final Costs costs;

  /** Distance between neighbouring filters of a matrix, and between neighbouring channels. */
  final int filterStep;

  final int channelStep;

  /**
   * Transformed filters.
   *
   * @param turned whether for backward data
   */
  WinogradFilters(Setting<A> setting, Layer layer, MinimalFilter filter, boolean turned) {
    ConvolutionProblem problem = setting.problem();
    boolean filtersFirst = isFiltersFirst(problem);
    arithmetic = setting.arithmetic();
    costs = setting.costs();
    groups = layer.groups;
    products = filter.products();
    rows = filtersFirst ? layer.filters : layer.channels;
    columns = filtersFirst ? layer.channels : layer.filters;
    filterStep = filtersFirst ? columns : 1;
    channelStep = filtersFirst ? 1 : columns;
    rowStep = filtersFirst ? layer.wFilter : layer.wDepth;
    int columnStep = filtersFirst ? TAPS : layer.wFilter;
    int tapStep = tapStep(problem, layer);
    groupStep = layer.w(1 % groups);
    transform = new FilterTransform<>(arithmetic, filter, rowStep, columnStep, tapStep, turned);
    tasks = Math.min(setting.threads(), groups * rows);
  }

  /** The transform of filters × channels of kernels. */
  static <A> FilterTransform<A> transform(Setting<A> setting, Layer layer, MinimalFilter filter) {
    ConvolutionProblem problem = setting.problem();
    int channelStep = isFiltersFirst(problem) ? TAPS : layer.wDepth;
    int tapStep = tapStep(problem, layer);
    return new FilterTransform<>(
        setting.arithmetic(), filter, layer.wFilter, channelStep, tapStep, false);
  }

  private static boolean isFiltersFirst(ConvolutionProblem problem) {
    return problem.filterLayout() == FilterLayout.FILTERS_FIRST;
  }

  private static int tapStep(ConvolutionProblem problem, Layer layer) {
    return isFiltersFirst(problem) ? 1 : layer.channels * layer.wDepth;
  }

  /** Elements of one matrix. */
  int size() {
    return rows * columns;
  }

  /** Where the matrices of a group start. */
  int group(int group) {
    return group * products * size();
  }

  @Override
  public long elements() {
    return (long) groups * products * rows * columns;
  }

  @Override
  public int tasks() {
    return tasks;
  }

  @Override
  public void run(int task, A w, int wOffset, A prepared, int preparedOffset) {
    Lines<A> lines = Lines.take(arithmetic.type());
    int end = Layer.part(task + 1, tasks, groups * rows);
    for (int row = Layer.part(task, tasks, groups * rows); row < end; ) {
      int group = row / rows;
      int first = row % rows;
      int some = Math.min(end - row, rows - first);
      transform.expand(
          w,
          wOffset + group * groupStep + first * rowStep,
          some,
          columns,
          lines,
          prepared,
          preparedOffset + group(group) + first * columns,
          size());
      row += some;
    }
    lines.release();
  }

  @Override
  public double nanos() {
    return 5 * costs.element() * elements() / tasks;
  }

  /** The expected time to read the matrices of a group. */
  double streamNanos() {
    double matrices = (double) products * size();
    return (matrices > CACHED ? UNCACHED_READ : CACHED_READ) * costs.element() * matrices;
  }
}

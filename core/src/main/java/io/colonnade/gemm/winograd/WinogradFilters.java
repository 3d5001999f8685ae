package io.colonnade.gemm.winograd;

import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.winograd.AxisPart;
import io.colonnade.winograd.FilterTransform;
import io.colonnade.winograd.Lines;
import io.colonnade.winograd.MinimalFilter;
import java.util.ArrayList;
import java.util.List;

/**
 * The transformed filters of a Winograd kernel: for each group and pair of points one matrix of
 * planes that are summed over × result planes, for each part of the kernel one after the other. The
 * elements that a product reads together lie side by side.
 */
final class WinogradFilters<A> implements Preparation<A> {
  /** Elements of matrices that stay in the cache from one call to the next. */
  private static final double CACHED = 1 << 20;

  /** Reading an element of those, and of others, where another loop moves one in 1. */
  private static final double CACHED_READ = 0.4;

  private static final double UNCACHED_READ = 0.8;

  private final Arithmetic<A> arithmetic;
  private final List<FilterTransform<A>> transforms;
  private final int groups;
  private final int products;
  private final int sources;
  private final int targets;
  private final int groupStep;
  private final int sourceStep;
  private final int tasks;
  private final Costs costs;

  /**
   * Transformed filters.
   *
   * @param forward whether channels are summed over, else filters
   */
  WinogradFilters(
      Setting<A> setting, Layer layer, WinogradLayer tiles, MinimalFilter filter, boolean forward) {
    arithmetic = setting.arithmetic();
    costs = setting.costs();
    groups = layer.groups;
    products = filter.products();
    sources = tiles.sourcePlanes;
    targets = tiles.targetPlanes;
    groupStep = layer.w(1 % groups);
    sourceStep = forward ? layer.wChannel : layer.wFilter;
    int targetStep = forward ? layer.wFilter : layer.wChannel;
    transforms = transforms(setting, layer, tiles, filter, sourceStep, targetStep);
    tasks = Math.min(setting.threads(), groups * sources);
  }

  /**
   * The transform of each part of kernels.
   *
   * @param rowStep distance in W between the rows of a matrix of kernels
   * @param columnStep distance in W between its columns
   */
  static <A> List<FilterTransform<A>> transforms(
      Setting<A> setting,
      Layer layer,
      WinogradLayer tiles,
      MinimalFilter filter,
      int rowStep,
      int columnStep) {
    List<FilterTransform<A>> transforms = new ArrayList<>();
    for (AxisPart row : tiles.rowParts) {
      for (AxisPart column : tiles.columnParts) {
        transforms.add(
            new FilterTransform<>(
                setting.arithmetic(), filter, row, column, rowStep, columnStep, layer.wTap));
      }
    }
    return transforms;
  }

  /** Elements of one matrix. */
  int size() {
    return transforms.size() * sources * targets;
  }

  /** Where the matrices of a group start. */
  int group(int group) {
    return group * products * size();
  }

  @Override
  public long elements() {
    return (long) groups * products * size();
  }

  @Override
  public int tasks() {
    return tasks;
  }

  @Override
  public void run(int task, A w, int wOffset, A prepared, int preparedOffset) {
    Lines<A> lines = Lines.take(arithmetic.type());
    int end = Layer.part(task + 1, tasks, groups * sources);
    int some;
    for (int unit = Layer.part(task, tasks, groups * sources); unit < end; unit += some) {
      int group = unit / sources;
      int first = unit % sources;
      some = Math.min(end - unit, sources - first);
      for (int part = 0; part < transforms.size(); part++) {
        transforms
            .get(part)
            .expand(
                w,
                wOffset + group * groupStep + first * sourceStep,
                some,
                targets,
                lines,
                prepared,
                preparedOffset + group(group) + (part * sources + first) * targets,
                size());
      }
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

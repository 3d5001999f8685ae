package io.colonnade.gemm.winograd;

import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Panels;
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
 * result planes × planes that are summed over, for each part of the kernel one after the other, in
 * {@linkplain Panels panels}.
 */
final class WinogradFilters<A> implements Preparation<A> {
  /** Elements of matrices that stay in the cache from one call to the next. */
  private static final double CACHED = 1 << 20;

  /** Reading an element of those, and of others, where another loop moves one in 1. */
  private static final double CACHED_READ = 0.4;

  private static final double UNCACHED_READ = 0.8;

  private final Arithmetic<A> arithmetic;
  private final List<FilterTransform<A>> transforms;
  private final Panels panels;
  private final int groups;
  private final int products;
  private final int sources;
  private final int groupStep;
  private final int targetStep;
  private final int tasks;
  private final Costs costs;

  /**
   * Transformed filters.
   *
   * @param forward whether channels are summed over, else filters
   * @param panels how the matrices lie
   */
  WinogradFilters(
      Setting<A> setting,
      Layer layer,
      WinogradLayer tiles,
      MinimalFilter filter,
      boolean forward,
      Panels panels) {
    this.panels = panels;
    arithmetic = setting.arithmetic();
    costs = setting.costs();
    groups = layer.groups;
    products = filter.products();
    sources = tiles.sourcePlanes;
    groupStep = layer.w(1 % groups);
    targetStep = forward ? layer.wFilter : layer.wChannel;
    int sourceStep = forward ? layer.wChannel : layer.wFilter;
    transforms = transforms(setting, layer, tiles, filter, sourceStep, targetStep);
    tasks = Math.min(setting.threads(), groups * panels.count());
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

  /** How the matrices lie. */
  Panels panels() {
    return panels;
  }

  /** Elements of one matrix. */
  int size() {
    return panels.rows * panels.terms;
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
    int units = groups * panels.count();
    int end = Layer.part(task + 1, tasks, units);
    for (int unit = Layer.part(task, tasks, units); unit < end; unit++) {
      int group = unit / panels.count();
      int panel = unit % panels.count();
      int first = panels.start(panel);
      int rows = panels.start(panel + 1) - first;
      for (int part = 0; part < transforms.size(); part++) {
        transforms
            .get(part)
            .expand(
                w,
                wOffset + group * groupStep + first * targetStep,
                sources,
                rows,
                lines,
                prepared,
                preparedOffset + group(group) + panels.at(panel, part * sources),
                rows,
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

package io.colonnade.gemm.winograd;

import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.winograd.FilterTransform;
import io.colonnade.winograd.Lines;

/**
 * The transformed filters of a Winograd kernel: for each group the matrices of its pairs of points,
 * of planes that are summed over × result planes. The elements that a product reads together lie
 * side by side.
 */
final class WinogradFilters<A> implements Preparation<A> {
  /** Elements of matrices that stay in the cache from one call to the next. */
  private static final double CACHED = 1 << 20;

  /** Reading an element of those, and of others, where another loop moves one in 1. */
  private static final double CACHED_READ = 0.4;

  private static final double UNCACHED_READ = 0.8;

  /** Bringing a tap of a kernel to a line, on that scale. */
  private static final double TAKEN = 6;

  /** Making an element of matrices that stay in the cache, and of others. */
  private static final double MADE = 2;

  private static final double MADE_UNCACHED = 3;

  private final Arithmetic<A> arithmetic;
  private final FilterTransform<A> transform;
  private final int groups;
  private final int matrices;
  private final int taps;
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
  WinogradFilters(Setting<A> setting, Layer layer, WinogradLayer tiles, boolean forward) {
    arithmetic = setting.arithmetic();
    costs = setting.costs();
    groups = layer.groups;
    matrices = tiles.pairs.matrices();
    taps = layer.taps;
    sources = tiles.sourcePlanes;
    targets = tiles.targetPlanes;
    groupStep = layer.w(1 % groups);
    sourceStep = forward ? layer.wChannel : layer.wFilter;
    int targetStep = forward ? layer.wFilter : layer.wChannel;
    transform = new FilterTransform<>(arithmetic, tiles.pairs, sourceStep, targetStep, layer.wTap);
    tasks = Math.min(setting.threads(), groups * sources);
  }

  /** Elements of one matrix. */
  int size() {
    return sources * targets;
  }

  /** Where the matrices of a group start. */
  int group(int group) {
    return group * matrices * size();
  }

  @Override
  public long elements() {
    return (long) groups * matrices * size();
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
      int from = wOffset + group * groupStep + first * sourceStep;
      int to = preparedOffset + group(group) + first * targets;
      transform.expand(w, from, some, targets, lines, prepared, to, size());
    }
    lines.release();
  }

  @Override
  public double nanos() {
    double made = (isCached() ? MADE : MADE_UNCACHED) * matrices;
    return costs.element() * groups * size() * (TAKEN * taps + made) / tasks;
  }

  /** The expected time to read the matrices of a group. */
  double streamNanos() {
    double read = isCached() ? CACHED_READ : UNCACHED_READ;
    return read * costs.element() * matrices * size();
  }

  private boolean isCached() {
    return (double) matrices * size() <= CACHED;
  }
}

package io.colonnade.gemm.im2col;

import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.numeric.Arithmetic;
import org.jspecify.annotations.Nullable;

/**
 * Brings W from F,C/g,k… into k…,C/g,F, so that a kernel may run the problem as if its filters had
 * come in that order.
 *
 * @param <A> the array type
 */
final class FiltersLast<A> implements Preparation<A> {
  /** Cells converted at a time, a cache line of them. */
  private static final int BLOCK = 16;

  /** Of one element. */
  private static final double NANOS = 1;

  private final Layer from;
  private final Layer to;
  private final Arithmetic<A> arithmetic;
  private final int tasks;

  private FiltersLast(Setting<A> setting) {
    from = new Layer(setting.problem());
    to = new Layer(converted(setting.problem()));
    arithmetic = setting.arithmetic();
    tasks = Math.min(setting.threads(), from.channels);
  }

  /** The conversion for {@code setting}; {@code null} where it is not worth while. */
  static <A> @Nullable FiltersLast<A> of(Setting<A> setting) {
    ConvolutionProblem problem = setting.problem();
    boolean pays =
        problem.layout() == Layout.CHANNELS_LAST
            && problem.filterLayout() == FilterLayout.FILTERS_FIRST;
    return pays ? new FiltersLast<>(setting) : null;
  }

  /** The problem with the filters as this leaves them. */
  static ConvolutionProblem converted(ConvolutionProblem problem) {
    return problem.withLayouts(problem.layout(), FilterLayout.FILTERS_LAST);
  }

  @Override
  public long elements() {
    return (long) from.groups * from.filters * from.depth;
  }

  @Override
  public int tasks() {
    return tasks;
  }

  @Override
  public double nanos() {
    return elements() * NANOS / tasks;
  }

  @Override
  public void run(int task, A w, int wOffset, A prepared, int preparedOffset) {
    int end = Layer.part(task + 1, tasks, from.channels);
    for (int group = 0; group < from.groups; group++) {
      int source = wOffset + from.w(group);
      int target = preparedOffset + to.w(group);
      for (int c = Layer.part(task, tasks, from.channels); c < end; c += BLOCK) {
        channels(c, Math.min(BLOCK, end - c), w, source, prepared, target);
      }
    }
  }

  private void channels(int first, int count, A w, int source, A prepared, int target) {
    for (int tap = 0; tap < from.taps; tap++) {
      arithmetic.copyRows(
          w,
          source + first * from.taps + tap,
          from.wFilter,
          from.taps,
          prepared,
          target + (tap * from.channels + first) * to.wDepth,
          1,
          to.wDepth,
          from.filters,
          count);
    }
  }
}

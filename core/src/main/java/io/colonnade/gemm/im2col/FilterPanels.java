package io.colonnade.gemm.im2col;

import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Panels;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.numeric.Arithmetic;

/**
 * Brings the filters of each group into {@linkplain Panels panels}: filters × matrix rows for
 * forward, matrix rows × filters for backward data.
 *
 * @param <A> the array type
 */
final class FilterPanels<A> implements Preparation<A> {
  /** Terms brought over at a time: some neighbouring cache lines of each row. */
  private static final int BLOCK = 64;

  /** A product of fewer rows than these reads W once, and fast. */
  private static final int LEAST_ROWS = 16;

  /**
   * Fewer positions gain nothing where the elements of a row lie side by side in W and results are
   * not turned over.
   */
  private static final int LEAST_PREPARED = 24;

  /** From so many positions on an unprepared call gains more than the panels cost. */
  private static final int LEAST_POSITIONS = 1024;

  /** The same where the elements of a term lie side by side in W. */
  private static final int LEAST_POSITIONS_COPIED = 256;

  /** So many times fewer do where the rows of a result lie side by side. */
  private static final int ROWS_INNER_GAIN = 8;

  /** For one element. */
  private static final double NANOS = 1;

  private static final double NANOS_COPIED = 0.3;

  private final Arithmetic<A> arithmetic;
  private final int groups;
  private final int groupStep;
  private final int rowStep;
  private final int runs;
  private final int runStep;
  private final int termStep;
  private final Panels panels;
  private final int tasks;

  /** Terms come in {@code runs}, {@code runStep} apart, whose terms are a step apart. */
  private FilterPanels(
      Setting<A> setting,
      Layer layer,
      int rowStep,
      int runs,
      int runStep,
      int termStep,
      Panels panels) {
    this.arithmetic = setting.arithmetic();
    this.groups = layer.groups;
    this.groupStep = layer.w(1 % groups);
    this.rowStep = rowStep;
    this.runs = runs;
    this.runStep = runStep;
    this.termStep = termStep;
    this.panels = panels;
    this.tasks = Math.min(setting.threads(), groups * panels.count());
  }

  /** The filters as the rows of {@code panels}. */
  static <A> FilterPanels<A> forward(Setting<A> setting, Layer layer, Panels panels) {
    return new FilterPanels<>(setting, layer, layer.wFilter, 1, 0, layer.wDepth, panels);
  }

  /** The same, tap by tap, of filters that have their taps innermost. */
  static <A> FilterPanels<A> tapByTap(Setting<A> setting, Layer layer, Panels panels) {
    return new FilterPanels<>(
        setting, layer, layer.wFilter, layer.taps, layer.wTap, layer.wChannel, panels);
  }

  /** The filters as the terms of {@code panels}. */
  static <A> FilterPanels<A> backwardData(Setting<A> setting, Layer layer, Panels panels) {
    return new FilterPanels<>(setting, layer, layer.wDepth, 1, 0, layer.wFilter, panels);
  }

  /**
   * Whether panels are worth while for products of {@code rows} × {@code positions} results.
   *
   * @param rowStep distance in W between the rows of the matrix
   * @param turned whether products with them are turned over
   * @param instead whether W has to be brought into another order, if not into panels
   */
  static boolean pay(
      Setting<?> setting, Layer layer, int rows, int rowStep, boolean turned, boolean instead) {
    boolean copied = rowStep == 1;
    int least = copied ? LEAST_POSITIONS_COPIED : LEAST_POSITIONS;
    long positions = (long) layer.images * layer.positions;
    boolean enough =
        setting.preparedFilters()
            ? copied || turned || layer.positions >= LEAST_PREPARED
            : positions >= (layer.channelsFirst ? least : least / ROWS_INNER_GAIN);
    return (enough || instead) && setting.multiplier().blocks().product() > 0 && rows >= LEAST_ROWS;
  }

  Panels panels() {
    return panels;
  }

  /** Where the panels of a group start. */
  int group(int imageGroup) {
    return imageGroup % groups * panels.rows * panels.terms;
  }

  @Override
  public long elements() {
    return (long) groups * panels.rows * panels.terms;
  }

  @Override
  public int tasks() {
    return tasks;
  }

  @Override
  public double nanos() {
    return elements() * (rowStep == 1 ? NANOS_COPIED : NANOS) / tasks;
  }

  @Override
  public void run(int task, A w, int wOffset, A prepared, int preparedOffset) {
    int count = panels.count();
    int end = Layer.part(task + 1, tasks, groups * count);
    for (int unit = Layer.part(task, tasks, groups * count); unit < end; unit++) {
      int group = unit / count;
      rows(unit % count, w, wOffset + group * groupStep, prepared, preparedOffset + group(group));
    }
  }

  private void rows(int i, A w, int from, A prepared, int to) {
    int row = panels.start(i);
    int rows = panels.start(i + 1) - row;
    int run = panels.terms / runs;
    for (int term = 0; term < panels.terms; ) {
      int inRun = term % run;
      int terms = Math.min(BLOCK, run - inRun);
      int source = from + row * rowStep + term / run * runStep + inRun * termStep;
      int target = to + panels.at(i, term);
      term += terms;
      if (rowStep == 1) {
        arithmetic.copyRows(w, source, termStep, 1, prepared, target, rows, 1, terms, rows);
      } else {
        arithmetic.copyRows(w, source, rowStep, termStep, prepared, target, 1, rows, rows, terms);
      }
    }
  }
}

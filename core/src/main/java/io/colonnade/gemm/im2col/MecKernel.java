package io.colonnade.gemm.im2col;

import io.colonnade.Activation;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.PanelCutter;
import io.colonnade.gemm.pass.Panels;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Window;
import io.colonnade.lowering.Bands;
import io.colonnade.lowering.LineLowering;
import io.colonnade.numeric.AlignedArray;
import io.colonnade.numeric.Arithmetic;

/**
 * {@code Y[f, r] = act(W·L[r] + b)} for each row r of outputs, L[r] being the {@linkplain
 * LineLowering lines} of the input rows that its windows cover.
 *
 * <p>The work is divided by image, group and band of output rows; neighbouring bands lower some
 * lines both.
 */
final class MecKernel<A> implements Kernel<A> {
  /** Panels are cut as for so few positions: into many filters, for which a row is read anew. */
  private static final int FEW_POSITIONS = 64;

  /** Results of a product, at most: they stay in the L1 cache, or near it. */
  private static final int RESULTS = 224 * 64;

  /** What products take that are called row by row, where those of im2col take 1, as fitted. */
  private static final double SLOW = 1.15;

  private final Layer layer;
  private final Arithmetic<A> arithmetic;
  private final Multiplier<A> multiplier;
  private final Activation activation;
  private final LineLowering lowering;
  private final int line;
  private final Axis rows;
  private final int kernelRows;
  private final int stride;
  private final int columns;
  private final int block;
  private final Bands bands;
  private final Panels panels;
  private final FilterPanels<A> filters;
  private final Work work;

  MecKernel(Setting<A> setting) {
    layer = new Layer(setting.problem());
    arithmetic = setting.arithmetic();
    multiplier = setting.multiplier();
    activation = setting.activation();
    lowering = new LineLowering(setting.problem());
    line = Math.toIntExact(LineLowering.line(setting.problem()));
    Window window = setting.problem().window();
    rows = window.axis(0);
    kernelRows = (int) rows.kernel();
    stride = (int) rows.stride();
    columns = (int) window.axis(1).output();
    long lines = setting.scratchLimit(Columns.WORKSPACE) / line;
    long most = Math.max(1, 1 + (lines - kernelRows) / stride);
    boolean enough = Work.isEnough(layer.images * layer.groups, setting.threads());
    bands = new Bands((int) rows.output(), 1, most, enough ? 1 : setting.threads());
    PanelCutter cutter =
        new PanelCutter(
            multiplier.blocks(), Math.min(columns, FEW_POSITIONS), layer.depth, false, false);
    cutter.cut(0, layer.filters);
    panels = cutter.panels(layer.filters, layer.depth);
    int parts = Multiplier.count(columns, Math.max(AlignedArray.LINE, RESULTS / panels.start(1)));
    block = (int) AlignedArray.wholeLines(Multiplier.count(columns, parts));
    filters = FilterPanels.tapByTap(setting, layer, panels);
    int units = layer.images * layer.groups * bands.count();
    work = Work.of(units, setting.threads(), unitNanos(setting.costs()));
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return (long) lines(bands.maxPositions()) * line;
  }

  /** Lines that so many rows of outputs see. */
  private int lines(int rows) {
    return (rows - 1) * stride + kernelRows;
  }

  @Override
  public Preparation<A> preparation() {
    return filters;
  }

  private double unitNanos(Costs costs) {
    double rows = (double) bands.allPositions() / bands.count();
    double lowered = ((rows - 1) * stride + kernelRows) * line / lowering.row() * columns;
    double some = (double) layer.filters / panels.count();
    double parts = Math.ceil((double) columns / block);
    double positions = columns / parts;
    double calls = Math.ceil(some * positions * layer.depth / 1e6);
    double product = costs.gemmOnLines(some, positions, layer.depth) + (calls - 1) * costs.call();
    return costs.moved(lowered, columns, lowering.gathered())
        + rows * parts * panels.count() * SLOW * product
        + costs.streamed((double) layer.filters * layer.depth);
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int band = unit % bands.count();
      int imageGroup = unit / bands.count();
      int first = bands.firstRow(band);
      int count = bands.endRow(band) - first;
      int x = call.xOffset + layer.x(imageGroup);
      lowering.lower(arithmetic, call.x, x, first, lines(count), call.scratch, scratchOffset);
      int y = call.yOffset + layer.y(imageGroup) + first * columns;
      int n = count * columns;
      if (call.bias != null) {
        int bias = call.biasOffset + imageGroup % layer.groups * layer.filters;
        arithmetic.spread(
            call.bias, bias, layer.filters, n, call.accumulate, call.y, y, layer.yFilter, 1);
      }
      multiply(call, scratchOffset, imageGroup, first, count, y);
      if (!activation.isNone()) {
        arithmetic.activate(activation, call.y, y, layer.yFilter, 1, layer.filters, n);
      }
    }
  }

  /**
   * Panel by panel of the filters, which then is in the L1 cache from one row to the next. Rows
   * that see padding only get nothing, so that a NaN of the filters does not reach them.
   */
  private void multiply(
      Call<A> call, int scratchOffset, int imageGroup, int first, int count, int y) {
    boolean accumulate = call.accumulate || call.bias != null;
    int w = call.preparedOffset + filters.group(imageGroup);
    for (int i = 0; i < panels.count(); i++) {
      int some = panels.start(i + 1) - panels.start(i);
      int to = y + panels.start(i) * layer.yFilter;
      for (int r = 0; r < count; r++, to += columns) {
        if (!rows.meetsInput(first + r)) {
          if (!accumulate) {
            arithmetic.zeroRows(call.y, to, layer.yFilter, some, columns);
          }
          continue;
        }
        for (int p = 0; p < columns; p += block) {
          multiplier.accumulate(
              some,
              Math.min(block, columns - p),
              layer.depth,
              call.prepared,
              w + panels.at(i, 0),
              r + p == 0,
              call.scratch,
              scratchOffset + r * stride * line + p,
              lowering.row(),
              accumulate,
              call.y,
              to + p,
              layer.yFilter);
        }
      }
    }
  }
}

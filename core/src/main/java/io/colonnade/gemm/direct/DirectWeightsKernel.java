package io.colonnade.gemm.direct;

import io.colonnade.gemm.direct.RowPhase.Source;
import io.colonnade.gemm.direct.RowPhase.Tap;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.OuterTaps;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.geometry.Axis;
import io.colonnade.numeric.Arithmetic;

/**
 * The gradient of the filters, element by element: the sum of the products of dY and what its tap
 * sees of X.
 *
 * <p>For each tap of a row of the kernel, bands of rows of X are copied to scratch as the windows
 * see them, so that every product with dY is one of long runs. The work is divided by the channels
 * of all groups: each element of dW is summed by one task, image after image, whatever the number
 * of threads.
 */
final class DirectWeightsKernel<A> implements Kernel<A> {
  /** Cells of a band of dY: leaves room in an L1 cache for a few taps' view of X. */
  private static final int BAND = 1024;

  private static final int MOST_SPAN = 8;

  /** A product added to a sum, where an element moved takes 1. */
  private static final double DOT = 1.89;

  private final Arithmetic<A> arithmetic;
  private final DirectAxes axes;
  private final DirectPlanes x;
  private final DirectPlanes y;
  private final DirectFilters filters;
  private final OuterTaps outer;
  private final int outerTaps;
  private final RowPhase rows;
  private final int bands;
  private final int view;
  private final int images;
  private final int groups;
  private final Work work;

  DirectWeightsKernel(Setting<A> setting) {
    Layer layer = new Layer(setting.problem());
    this.arithmetic = setting.arithmetic();
    this.axes = DirectAxes.of(setting.problem());
    this.x = axes.inputs(layer.channels);
    this.y = axes.outputs(layer.filters);
    this.filters = DirectFilters.of(setting.problem(), false);
    this.outer = new OuterTaps(axes.outer(), false);
    this.outerTaps = outer.taps();
    this.rows = RowPhase.forward(axes.height(), MOST_SPAN).get(0);
    int most = Math.max(1, BAND / y.columns());
    this.bands = (y.rows() + most - 1) / most;
    this.view = ((y.rows() + bands - 1) / bands + rows.span()) * y.columns();
    this.images = layer.images;
    this.groups = layer.groups;
    double unit = planeNanos(setting.costs()) * images * y.depth() * outerTaps;
    this.work = Work.of(groups * layer.channels, setting.threads(), unit);
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return view * (axes.width().kernel() + 1);
  }

  /** The expected time for a channel, an output plane of each of its filters and an outer tap. */
  private double planeNanos(Costs costs) {
    double width = axes.width().kernel();
    boolean whole = axes.width().stride() == 1 && y.columns() == x.columns();
    double sum = 0;
    for (Source source : rows.sources()) {
      double viewed = y.rows() + bands * source.span();
      double runs = whole && source.step() == 1 ? bands : viewed;
      double element = (axes.width().stride() == 1 ? 0.25 : 1.5) * costs.element();
      double views = width * (costs.run() * (2 * bands + runs) + element * viewed * y.columns());
      double dots =
          width * DOT * costs.element() * y.rows() * y.columns() + 3 * costs.run() * bands;
      sum += views + y.members() * source.taps().size() * dots;
    }
    return sum + 4 * costs.run() * y.members() * axes.planeTaps() / images;
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    if (!call.accumulate) {
      for (int unit = firstUnit; unit < endUnit; unit++) {
        zero(call, weight(unit));
      }
    }
    for (int image = 0; image < images; image++) {
      for (int unit = firstUnit; unit < endUnit; unit++) {
        int imageGroup = image * groups + unit / x.members();
        int w = call.wOffset + weight(unit);
        channel(call, scratchOffset, imageGroup, unit % x.members(), w);
      }
    }
  }

  /** Where the elements of a unit start in dW. */
  private int weight(int unit) {
    return unit / x.members() * filters.group() + unit % x.members() * filters.source();
  }

  private void zero(Call<A> call, int w) {
    for (int filter = 0; filter < y.members(); filter++) {
      int at = call.wOffset + w + filter * filters.target();
      arithmetic.zeroEvery(call.w, at, filters.tap(), outerTaps * axes.planeTaps());
    }
  }

  /** Adds an image to the elements of all filters for one channel of a group. */
  private void channel(Call<A> call, int scratch, int imageGroup, int channel, int w) {
    for (int plane = 0; plane < y.depth(); plane++) {
      for (int outerTap = 0; outerTap < outerTaps; outerTap++) {
        int from = outer.source(plane, outerTap);
        if (from >= 0) {
          int first = w + outerTap * axes.planeTaps() * filters.tap();
          plane(call, scratch, imageGroup, channel, from, plane, first);
        }
      }
    }
  }

  private void plane(
      Call<A> call, int scratch, int imageGroup, int channel, int from, int plane, int w) {
    int xAt = call.xOffset + x.at(imageGroup, channel, from);
    int width = (int) axes.width().kernel();
    for (int band = 0; band < bands; band++) {
      int top = Layer.part(band, bands, y.rows());
      int count = Layer.part(band + 1, bands, y.rows()) - top;
      int n = count * y.columns();
      for (int i = 0; i < rows.sources().size(); i++) {
        Source source = rows.sources().get(i);
        for (int k = 0; k < width; k++) {
          view(call, xAt, source, top, count, k, scratch + k * view);
        }
        for (int filter = 0; filter < y.members(); filter++) {
          int yAt = call.yOffset + y.at(imageGroup, filter, plane) + top * y.columns();
          int sum = w + filter * filters.target();
          int dy = scratch + width * view;
          arithmetic.copy(call.y, yAt, 1, call.scratch, dy, 1, n);
          for (int t = 0; t < source.taps().size(); t++) {
            Tap tap = source.taps().get(t);
            arithmetic.addDots(
                call.scratch,
                dy,
                call.scratch,
                scratch + (tap.shift() - source.lowest()) * y.columns(),
                view,
                width,
                n,
                call.w,
                sum + tap.index() * width * filters.tap(),
                filters.tap());
          }
        }
      }
    }
  }

  /** What tap k of every row of the kernel sees of X, for all windows of a band. */
  private void view(Call<A> call, int xAt, Source source, int first, int count, int k, int to) {
    Axis width = axes.width();
    int columns = y.columns();
    int start = (int) width.firstOutput(k);
    int end = (int) width.endOutput(k);
    int firstRow = first + source.lowest();
    int rowCount = count + source.span();
    int startRow = clamp(-firstRow, 0, rowCount);
    int endRow = start == end ? startRow : clamp(source.count() - firstRow, startRow, rowCount);
    int inside = endRow - startRow;
    arithmetic.zero(call.scratch, to, startRow * columns);
    arithmetic.zero(call.scratch, to + endRow * columns, (rowCount - endRow) * columns);
    if (inside == 0) {
      return;
    }
    int at = to + startRow * columns;
    int row = xAt + (source.first() + source.step() * (firstRow + startRow)) * x.columns();
    int cell = row + (int) width.inputIndex(start, k);
    if (width.stride() == 1 && source.step() == 1 && columns == x.columns()) {
      int n = (inside - 1) * columns + end - start;
      arithmetic.copy(call.x, cell, 1, call.scratch, at + start, 1, n);
    } else {
      arithmetic.copyRows(
          call.x,
          cell,
          source.step() * x.columns(),
          (int) width.stride(),
          call.scratch,
          at + start,
          columns,
          1,
          inside,
          end - start);
    }
    arithmetic.zeroRows(call.scratch, at, columns, inside, start);
    arithmetic.zeroRows(call.scratch, at + end, columns, inside, columns - end);
  }

  private static int clamp(int value, int low, int high) {
    return Math.max(low, Math.min(high, value));
  }
}

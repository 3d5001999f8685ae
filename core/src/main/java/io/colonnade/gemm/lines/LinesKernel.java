package io.colonnade.gemm.lines;

import io.colonnade.Activation;
import io.colonnade.Pass;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.geometry.Axis;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.numeric.LinePairs;
import io.colonnade.numeric.ProductLines;
import java.util.List;

/**
 * Any pass with the elements of many groups side by side: a line holds one cell of each, or one
 * weight, and every sum is one of products of lines.
 *
 * <p>Forward and the gradient of the input divide the work by blocks of groups, images and tiles;
 * the gradient of the filters by blocks of groups alone, so that each element of dW is summed by
 * one task, image after image.
 */
final class LinesKernel<A> implements Kernel<A> {
  /** Lines of a task, of 2 KiB each. */
  static final int MOST_LINES = 2048;

  /** Lines of a task that are worth keeping in the cache. */
  private static final int CACHED = 448;

  private final Pass pass;
  private final Layer layer;
  private final Arithmetic<A> arithmetic;
  private final Activation activation;
  private final LineTensor x;
  private final LineTensor y;
  private final LineTensor w;
  private final List<LineTile> tiles;
  private final int linesX;
  private final int linesY;
  private final int linesW;
  private final int bias;
  private final int blocks;
  private final Work work;

  LinesKernel(Setting<A> setting, Pass pass) {
    this.pass = pass;
    this.layer = new Layer(setting.problem());
    this.arithmetic = setting.arithmetic();
    this.activation = setting.activation();
    this.x = LineTensor.ofX(layer);
    this.y = LineTensor.ofY(layer);
    this.w = LineTensor.ofW(layer);
    List<Axis> axes = setting.problem().window().axes();
    this.tiles = tiles(axes, cached(setting));
    this.linesX = 0;
    this.linesY = linesX + most(tiles, true) * x.planes();
    this.linesW = linesY + most(tiles, false) * y.planes();
    this.bias = linesW + layer.taps * w.planes();
    int shared = pass == Pass.BACKWARD_WEIGHTS ? 1 : layer.images * tiles.size();
    int length = ProductLines.length(arithmetic.type());
    int enough = Math.min(layer.groups, (setting.threads() + shared - 1) / shared);
    this.blocks = Math.max((layer.groups + length - 1) / length, enough);
    double block =
        new LinesNanos(setting.costs(), pass, layer, x, y, w)
                .of(setting.problem().window(), tiles, blocks)
            * layer.images;
    this.work = Work.of(blocks * shared, setting.threads(), block / shared);
  }

  /** Lines that a tile may have, if it can do with them. */
  private static int cached(Setting<?> setting) {
    long own = (long) CACHED * ProductLines.length(setting.arithmetic().type());
    long limit = setting.scratchLimit(own * setting.arithmetic().type().bytes());
    return (int) (CACHED * Math.min(limit, own) / own);
  }

  /** As few tiles as have at most {@code cached} lines. */
  private List<LineTile> tiles(List<Axis> axes, int cached) {
    Axis axis = axes.get(0);
    int size = (int) (pass == Pass.BACKWARD_DATA ? axis.input() : axis.output());
    int parts = 1;
    while (true) {
      List<LineTile> some = LineTile.all(axes, pass, (size + parts - 1) / parts);
      int lines = most(some, true) * x.planes() + most(some, false) * y.planes();
      if (lines <= cached || parts == size) {
        return some;
      }
      parts =
          Math.min(
              size, Math.max(parts + 1, (int) ((long) parts * lines / (2L * Math.max(1, cached)))));
    }
  }

  private static int most(List<LineTile> tiles, boolean x) {
    return tiles.stream().mapToInt(tile -> x ? tile.countX : tile.countY).max().orElse(0);
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return 0;
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    ProductLines<A> lines = ProductLines.take(arithmetic.type(), bias + 1);
    int loaded = -1;
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int block = unit / (work.units() / blocks);
      int first = Layer.part(block, blocks, layer.groups);
      int n = Layer.part(block + 1, blocks, layer.groups) - first;
      if (pass == Pass.BACKWARD_WEIGHTS) {
        weights(call, lines, first, n);
        continue;
      }
      if (block != loaded) {
        read(lines, linesW, w, call.w, call.wOffset + layer.w(first), layer.taps, n);
        loaded = block;
      }
      int image = unit / tiles.size() % layer.images;
      LineTile tile = tiles.get(unit % tiles.size());
      if (pass == Pass.FORWARD) {
        forward(call, lines, tile, image, first, n);
      } else {
        backward(call, lines, tile, image, first, n);
      }
    }
    lines.release();
  }

  private void forward(
      Call<A> call, ProductLines<A> lines, LineTile tile, int image, int first, int n) {
    int group = image * layer.groups + first;
    int to = call.yOffset + layer.y(group) + tile.firstY * y.cell();
    readX(call, lines, tile, group, n);
    if (call.accumulate) {
      read(lines, linesY, y, call.y, to, tile.countY, n);
    }
    LinePairs pairs = tile.pairs();
    for (int f = 0; f < layer.filters; f++) {
      int sums = linesY + f * tile.countY;
      boolean begun = call.accumulate;
      if (call.bias != null) {
        bias(lines, call.bias, call.biasOffset + first * layer.filters + f, sums, tile, begun, n);
        begun = true;
      }
      for (int c = 0; c < layer.channels; c++) {
        int factors = linesW + (f * layer.channels + c) * layer.taps;
        lines.sum(sums, linesX + c * tile.countX, factors, pairs, begun || c > 0, n);
      }
    }
    if (!activation.isNone()) {
      for (int i = 0; i < layer.filters * tile.countY; i++) {
        arithmetic.activate(activation, lines.line(linesY + i), 0, 0, 1, 1, n);
      }
    }
    write(lines, linesY, y, call.y, to, tile.countY, n);
  }

  /** Sets the sums of a filter to its bias, or adds that. */
  private void bias(
      ProductLines<A> lines, A src, int from, int sums, LineTile tile, boolean add, int n) {
    A values = lines.line(bias);
    arithmetic.copy(src, from, layer.filters, values, 0, 1, n);
    for (int i = 0; i < tile.countY; i++) {
      if (add) {
        arithmetic.add(values, 0, 1, lines.line(sums + i), 0, 1, n);
      } else {
        arithmetic.copy(values, 0, 1, lines.line(sums + i), 0, 1, n);
      }
    }
  }

  private void backward(
      Call<A> call, ProductLines<A> lines, LineTile tile, int image, int first, int n) {
    int group = image * layer.groups + first;
    int to = call.xOffset + layer.x(group) + tile.firstX * x.cell();
    readY(call, lines, tile, group, n);
    if (call.accumulate) {
      read(lines, linesX, x, call.x, to, tile.countX, n);
    }
    LinePairs pairs = tile.pairs();
    for (int c = 0; c < layer.channels; c++) {
      for (int f = 0; f < layer.filters; f++) {
        int factors = linesW + (f * layer.channels + c) * layer.taps;
        int sums = linesX + c * tile.countX;
        boolean begun = call.accumulate || f > 0;
        lines.sum(sums, linesY + f * tile.countY, factors, pairs, begun, n);
      }
    }
    write(lines, linesX, x, call.x, to, tile.countX, n);
  }

  private void weights(Call<A> call, ProductLines<A> lines, int first, int n) {
    int to = call.wOffset + layer.w(first);
    boolean begun = call.accumulate;
    if (begun) {
      read(lines, linesW, w, call.w, to, layer.taps, n);
    }
    for (int image = 0; image < layer.images; image++) {
      for (int i = 0; i < tiles.size(); i++) {
        LineTile tile = tiles.get(i);
        readX(call, lines, tile, image * layer.groups + first, n);
        readY(call, lines, tile, image * layer.groups + first, n);
        weights(lines, tile, begun, n);
        begun = true;
      }
    }
    write(lines, linesW, w, call.w, to, layer.taps, n);
  }

  private void weights(ProductLines<A> lines, LineTile tile, boolean begun, int n) {
    for (int f = 0; f < layer.filters; f++) {
      for (int c = 0; c < layer.channels; c++) {
        int sums = linesW + (f * layer.channels + c) * layer.taps;
        int a = linesX + c * tile.countX;
        lines.sum(sums, a, linesY + f * tile.countY, tile.pairs(), begun, n);
      }
    }
  }

  private void readX(Call<A> call, ProductLines<A> lines, LineTile tile, int group, int n) {
    int from = call.xOffset + layer.x(group) + tile.firstX * x.cell();
    read(lines, linesX, x, call.x, from, tile.countX, n);
  }

  private void readY(Call<A> call, ProductLines<A> lines, LineTile tile, int group, int n) {
    int from = call.yOffset + layer.y(group) + tile.firstY * y.cell();
    read(lines, linesY, y, call.y, from, tile.countY, n);
  }

  /** Copies cells of all planes of {@code n} groups to lines. */
  private static <A> void read(
      ProductLines<A> lines, int line, LineTensor tensor, A src, int from, int cells, int n) {
    for (int i = 0; i < tensor.planes(); i++) {
      int at = from + tensor.plane(i);
      lines.gather(line + i * cells, src, at, tensor.group(), tensor.cell(), cells, n);
    }
  }

  private static <A> void write(
      ProductLines<A> lines, int line, LineTensor tensor, A dst, int to, int cells, int n) {
    for (int i = 0; i < tensor.planes(); i++) {
      int at = to + tensor.plane(i);
      lines.scatter(line + i * cells, dst, at, tensor.group(), tensor.cell(), cells, n);
    }
  }
}

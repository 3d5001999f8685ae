package io.colonnade.gemm.winograd;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.winograd.AxisPart;
import io.colonnade.winograd.FilterTransform;
import io.colonnade.winograd.Lines;
import io.colonnade.winograd.MinimalFilter;
import io.colonnade.winograd.PointPairs;
import io.colonnade.winograd.TileBlock;
import io.colonnade.winograd.TileReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Backward weights as the adjoint of Winograd's forward pass: {@code dW = Gᵀ·[Σ (Bᵀ·x·B) ⊙
 * (A·dy·Aᵀ)]·G}, summed over the tiles of the batch by one matrix product for each pair of points
 * and block of tiles.
 *
 * <p>The work is divided by group, filters and channels, so that each element of dW is summed by
 * one task, block after block; the parts are as large as scratch has room for their sums, since
 * each transforms its tiles anew. So does each part of the rows with each run of the columns.
 */
final class WinogradWeightsKernel<A> implements Kernel<A> {
  /** Tiles of a block for which there must be room. */
  private static final int LEAST_TILES = 48;

  /**
   * How often an element of the sums is touched to transform it back and bring it to dW, as fitted.
   */
  private static final double FOLDED = 4;

  private final Layer layer;
  private final WinogradLayer tiles;
  private final Arithmetic<A> arithmetic;
  private final Multiplier<A> multiplier;
  private final List<Part<A>> parts = new ArrayList<>();

  /** The most matrices of a part, and the most pairs of points. */
  private final int matrices;

  private final int pairs;
  private final int filterParts;
  private final int channelParts;
  private final TileBlock[] blocks;
  private final int largest;
  private final Work work;

  WinogradWeightsKernel(Setting<A> setting, MinimalFilter filter) {
    layer = new Layer(setting.problem());
    tiles = new WinogradLayer(setting.problem(), layer, Pass.BACKWARD_WEIGHTS, filter);
    arithmetic = setting.arithmetic();
    multiplier = setting.multiplier();
    for (AxisPart row : tiles.rowParts) {
      for (List<AxisPart> run : tiles.columnRuns) {
        parts.add(part(row, run));
      }
    }
    matrices = parts.stream().mapToInt(part -> part.pairs.matrices()).max().orElseThrow();
    pairs = parts.stream().mapToInt(part -> part.pairs.count()).max().orElseThrow();
    long room = setting.scratchLimit(WinogradKernel.OWN_LIMIT);
    long least = Math.min(Math.min(LEAST_TILES, tiles.tiles()), Math.max(1, room / matrices / 8));
    int f = 1;
    int c = 1;
    while ((size(f, c, least) > room || !keepBusy(f * c, setting.threads()))
        && (f < layer.filters || c < layer.channels)) {
      if (channels(c) > filters(f) || f == layer.filters) {
        c++;
      } else {
        f++;
      }
    }
    filterParts = f;
    channelParts = c;
    long most = (room - size(f, c, 0)) / (size(f, c, 1) - size(f, c, 0));
    most = Math.min(Math.max(1, most), tiles.mostTiles(arithmetic.type()));
    blocks = tiles.blocks((int) most, 1);
    largest = Stream.of(blocks).mapToInt(TileBlock::tiles).max().orElseThrow();
    int units = layer.groups * filterParts * channelParts * parts.size();
    work = Work.of(units, setting.threads(), unitNanos(setting.costs()));
  }

  /** Parts of the kernel that see cells of the same tiles, and what transforms for them. */
  private record Part<A>(
      PointPairs pairs,
      TileReader<A> reader,
      TileReader<A> gradientReader,
      FilterTransform<A> transform) {}

  private Part<A> part(AxisPart row, List<AxisPart> run) {
    PointPairs pairs = new PointPairs(List.of(row), run);
    return new Part<>(
        pairs,
        tiles.reader(arithmetic, pairs),
        TileReader.ofOutputGradient(arithmetic, tiles.widest(row, run), tiles.target()),
        new FilterTransform<>(arithmetic, pairs, layer.wFilter, layer.wChannel, layer.wTap));
  }

  private boolean keepBusy(int planeParts, int threads) {
    return Work.isEnough(layer.groups * planeParts * parts.size(), threads);
  }

  /** Filters of the largest of {@code parts} parts. */
  private int filters(int parts) {
    return (layer.filters + parts - 1) / parts;
  }

  /** Channels of the largest of {@code parts} parts. */
  private int channels(int parts) {
    return (layer.channels + parts - 1) / parts;
  }

  /** Elements of sums, and of blocks of n tiles of x and of dy. */
  private long size(int filterParts, int channelParts, long n) {
    long f = filters(filterParts);
    long c = channels(channelParts);
    return matrices * c * (f + n) + pairs * f * n;
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return size(filterParts, channelParts, largest);
  }

  private double unitNanos(Costs costs) {
    double f = (double) layer.filters / filterParts;
    double c = (double) layer.channels / channelParts;
    double products = (double) tiles.pairs.matrices() / parts.size();
    double points =
        parts.stream().mapToInt(part -> part.pairs.count()).sum() / (double) parts.size();
    double sums = products * f * c * costs.element();
    double unit = FOLDED * sums;
    for (TileBlock block : blocks) {
      unit +=
          tiles.readNanos(costs, block, c) / parts.size()
              + tiles.gradientNanos(costs, block, f, points)
              + products * product(costs, f, c, block.tiles())
              + sums;
    }
    return unit;
  }

  private double product(Costs costs, double filters, double channels, int n) {
    return tiles.channelsLast
        ? costs.gemm(filters, channels, n)
        : costs.gemmSums(multiplier.blocks(), filters, channels, n);
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    Lines<A> lines = Lines.take(arithmetic.type());
    for (int unit = firstUnit; unit < endUnit; unit++) {
      Part<A> part = parts.get(unit / channelParts / filterParts % parts.size());
      int group = unit / channelParts / filterParts / parts.size();
      int filterPart = unit / channelParts % filterParts;
      int channelPart = unit % channelParts;
      int filter = Layer.part(filterPart, filterParts, layer.filters);
      int filters = Layer.part(filterPart + 1, filterParts, layer.filters) - filter;
      int channel = Layer.part(channelPart, channelParts, layer.channels);
      int channels = Layer.part(channelPart + 1, channelParts, layer.channels) - channel;
      for (int b = 0; b < blocks.length; b++) {
        add(call, scratchOffset, lines, b, part, group, filter, filters, channel, channels);
      }
      int w = layer.w(group) + filter * layer.wFilter + channel * layer.wChannel;
      part.transform.fold(
          call.scratch,
          scratchOffset,
          filters * channels,
          filters,
          channels,
          lines,
          call.accumulate,
          call.w,
          call.wOffset + w);
    }
    lines.release();
  }

  /** Adds the products of a block of tiles to the sums; the first block overwrites them. */
  private void add(
      Call<A> call,
      int sums,
      Lines<A> lines,
      int b,
      Part<A> part,
      int group,
      int filter,
      int filters,
      int channel,
      int channels) {
    TileBlock block = blocks[b];
    int n = block.tiles();
    PointPairs pairs = part.pairs;
    int values = sums + pairs.matrices() * filters * channels;
    int gradients = values + pairs.matrices() * channels * n;
    int x = call.xOffset + layer.x(group) + channel * layer.xChannel;
    int y = call.yOffset + layer.y(group) + filter * layer.yFilter;
    part.reader.read(
        call.x, x, layer.xChannel, channels, block, lines, call.scratch, values, channels * n);
    part.gradientReader.read(
        call.y, y, layer.yFilter, filters, block, lines, call.scratch, gradients, filters * n);
    boolean last = tiles.channelsLast;
    for (int k = 0; k < pairs.count(); k++) {
      for (int matrix = pairs.first(k); matrix < pairs.first(k + 1); matrix++) {
        multiplier.sums(
            filters,
            channels,
            n,
            call.scratch,
            gradients + k * filters * n,
            last ? 1 : n,
            last ? filters : 1,
            call.scratch,
            values + matrix * channels * n,
            last ? channels : 1,
            last ? 1 : n,
            b > 0,
            call.scratch,
            sums + matrix * filters * channels,
            channels,
            1);
      }
    }
  }
}

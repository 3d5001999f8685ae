package io.colonnade.gemm.winograd;

import io.colonnade.Activation;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.winograd.Lines;
import io.colonnade.winograd.MinimalFilter;
import io.colonnade.winograd.TileBlock;
import io.colonnade.winograd.TileReader;
import io.colonnade.winograd.TileWriter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Forward and backward data by Winograd's minimal filtering, block by block of tiles: the tiles are
 * transformed, multiplied by the transformed filters in one matrix product for each pair of points,
 * and transformed back.
 *
 * <p>The work is divided by group, planes of outputs and block; planes are divided only where
 * blocks are too few for the threads, since each part of them transforms the tiles anew.
 */
final class WinogradKernel<A> implements Kernel<A> {
  /** A block has so many tiles at least, if there are, even where that is more than is cached. */
  private static final int LEAST_TILES = 64;

  /** More tiles than these make matrix products no faster. */
  private static final int MOST_TILES = 196;

  /** Fewer tiles than these for each thread are not divided among threads, but the planes are. */
  private static final int FEW_TILES = 32;

  /** Terms summed at a time: sums of sums round less than one long sum. */
  private static final int TERMS = 128;

  /** Planes multiplied at a time where they lie side by side: products of more would be packed. */
  private static final int PLANES = 128;

  /** What a product takes of the time of one that stands alone, as fitted. */
  private static final double PRODUCT = 0.9;

  /** The same where tiles and sums are not all in the L2 cache. */
  private static final double UNCACHED_PRODUCT = 1.17;

  /** Elements of transformed tiles and sums of a block that are worth keeping in the cache. */
  private static final long CACHED = 512 << 10;

  /** Bytes of scratch of a thread, unless the options say otherwise. */
  static final long OWN_LIMIT = 15 << 19;

  private final Pass pass;
  private final Layer layer;
  private final WinogradLayer tiles;
  private final Arithmetic<A> arithmetic;
  private final Multiplier<A> multiplier;
  private final int products;
  private final WinogradFilters<A> filters;
  private final List<TileReader<A>> readers;
  private final int sources;
  private final TileWriter<A> writer;
  private final TileBlock[] blocks;
  private final int largest;
  private final int sourceBlock;
  private final int targetBlock;
  private final int parts;
  private final Work work;

  WinogradKernel(Setting<A> setting, MinimalFilter filter, Pass pass) {
    this.pass = pass;
    boolean forward = pass == Pass.FORWARD;
    layer = new Layer(setting.problem());
    tiles = new WinogradLayer(setting.problem(), layer, pass, filter);
    arithmetic = setting.arithmetic();
    multiplier = setting.multiplier();
    products = filter.products();
    readers = tiles.readers(arithmetic);
    sources = tiles.parts() * tiles.sourcePlanes;
    Activation activation = forward ? setting.activation() : Activation.NONE;
    writer = new TileWriter<>(arithmetic, filter, tiles.target(), activation);
    int threads = setting.threads();
    boolean enough = Work.isEnough(layer.groups, threads);
    boolean few = tiles.tiles() < (long) FEW_TILES * threads;
    parts = few && !enough ? Math.min(threads, tiles.targetPlanes) : 1;
    long planeElements = setting.scratchLimit(OWN_LIMIT) / products;
    blocks = tiles.blocks(maxTiles(planeElements), enough || parts > 1 ? 1 : threads);
    largest = Stream.of(blocks).mapToInt(TileBlock::tiles).max().orElseThrow();
    long planes = Math.max(2, planeElements / largest);
    sourceBlock = (int) Math.min(sources, Math.max(planes / 2, planes - mostTargets()));
    targetBlock = (int) Math.min(mostTargets(), planes - sourceBlock);
    filters = new WinogradFilters<>(setting, layer, tiles, filter, forward);
    int units = layer.groups * parts * blocks.length;
    work = Work.of(units, threads, unitNanos(setting.costs()));
  }

  /** How many tiles a block may have: as many as fit, but few enough for the second-level cache. */
  private int maxTiles(long planeElements) {
    long planes = (long) sources + mostTargets();
    long cached = Math.max(LEAST_TILES, CACHED / (products * planes));
    long most = Math.min(cached, planeElements / 2);
    return (int) Math.max(1, Math.min(most, mostTiles(arithmetic.type())));
  }

  /** How many tiles a block may have at most. */
  static int mostTiles(DataType<?> type) {
    return Math.min(MOST_TILES, Lines.length(type));
  }

  private int mostTargets() {
    return (tiles.targetPlanes + parts - 1) / parts;
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return (long) products * largest * (sourceBlock + targetBlock);
  }

  private double unitNanos(Costs costs) {
    double targets = (double) tiles.targetPlanes / parts;
    double unit = 0;
    boolean cached = costs.areCached((double) products * largest * (sources + targets));
    double each = products * (cached ? PRODUCT : UNCACHED_PRODUCT);
    for (TileBlock block : blocks) {
      double n = block.tiles();
      unit +=
          tiles.readNanos(costs, block, sources)
              + each * costs.gemm(targets, n, sources)
              + filters.streamNanos() / parts
              + tiles.writeNanos(costs, block, targets);
    }
    return unit / blocks.length;
  }

  @Override
  public Preparation<A> preparation() {
    return filters;
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    Lines<A> lines = Lines.take(arithmetic.type());
    for (int unit = firstUnit; unit < endUnit; unit++) {
      TileBlock block = blocks[unit % blocks.length];
      int part = unit / blocks.length % parts;
      int group = unit / blocks.length / parts;
      int first = Layer.part(part, parts, tiles.targetPlanes);
      int end = Layer.part(part + 1, parts, tiles.targetPlanes);
      for (int target = first; target < end; target += targetBlock) {
        int some = Math.min(targetBlock, end - target);
        boolean again = target > first && sourceBlock == sources;
        block(call, scratchOffset, lines, block, group, target, some, again);
      }
    }
    lines.release();
  }

  /** Makes some planes of outputs of a block; {@code again} where its tiles are transformed yet. */
  private void block(
      Call<A> call,
      int scratchOffset,
      Lines<A> lines,
      TileBlock block,
      int group,
      int target,
      int targets,
      boolean again) {
    boolean forward = pass == Pass.FORWARD;
    int n = block.tiles();
    int sums = scratchOffset + products * largest * sourceBlock;
    for (int source = 0; source < sources; source += sourceBlock) {
      int end = Math.min(source + sourceBlock, sources);
      int some;
      for (int from = source; from < end; from += some) {
        some = Math.min(end - from, tiles.sourcePlanes - from % tiles.sourcePlanes);
        int values = scratchOffset + (from - source) * n;
        if (!again) {
          read(call, values, lines, block, group, from, some);
        }
        if (tiles.channelsLast) {
          multiply(call, scratchOffset, values, group, from, some, target, targets, n);
        }
      }
      if (!tiles.channelsLast) {
        int all = end - source;
        multiply(call, scratchOffset, scratchOffset, group, source, all, target, targets, n);
      }
    }
    A dst = forward ? call.y : call.x;
    int to = forward ? call.yOffset + layer.y(group) : call.xOffset + layer.x(group);
    writer.write(
        call.scratch,
        sums,
        largest * targetBlock,
        targets,
        block,
        lines,
        call.bias,
        call.biasOffset + group * tiles.targetPlanes + target,
        call.accumulate,
        dst,
        to + target * tiles.targetStep,
        tiles.targetStep);
  }

  /** Transforms tiles of planes that the same part of the kernel sees. */
  private void read(
      Call<A> call, int values, Lines<A> lines, TileBlock block, int group, int from, int planes) {
    boolean forward = pass == Pass.FORWARD;
    int first = from % tiles.sourcePlanes * tiles.sourceStep;
    readers
        .get(from / tiles.sourcePlanes)
        .read(
            forward ? call.x : call.y,
            first + (forward ? call.xOffset + layer.x(group) : call.yOffset + layer.y(group)),
            tiles.sourceStep,
            planes,
            block,
            lines,
            call.scratch,
            values,
            largest * sourceBlock);
  }

  private void multiply(
      Call<A> call,
      int scratchOffset,
      int values,
      int group,
      int source,
      int some,
      int target,
      int targets,
      int n) {
    boolean last = tiles.channelsLast;
    int planes = tiles.targetPlanes;
    int u = call.preparedOffset + filters.group(group) + source * planes + target;
    int sums = scratchOffset + products * largest * sourceBlock;
    int runs = last ? (targets + PLANES - 1) / PLANES : 1;
    for (int k = 0; k < products; k++) {
      int v = values + k * largest * sourceBlock;
      int m = sums + k * largest * targetBlock;
      for (int run = 0; run < runs; run++) {
        int first = Layer.part(run, runs, targets);
        for (int term = 0; term < some; term += TERMS) {
          multiplier.multiply(
              Layer.part(run + 1, runs, targets) - first,
              n,
              Math.min(TERMS, some - term),
              call.prepared,
              u + k * filters.size() + term * planes + first,
              1,
              planes,
              call.scratch,
              v + term * (last ? 1 : n),
              last ? 1 : n,
              last ? some : 1,
              source + term > 0,
              call.scratch,
              m + first * (last ? 1 : n),
              last ? 1 : n,
              last ? targets : 1);
        }
      }
    }
  }
}

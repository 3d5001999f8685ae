package io.colonnade.gemm.winograd;

import io.colonnade.Activation;
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
import io.colonnade.winograd.PointPairs;
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

  /** How often an element of tiles that the cache does not hold is touched anew, as fitted. */
  private static final double FETCHED = 5;

  /** Elements of transformed tiles and sums of a block that are worth keeping in the cache. */
  private static final long CACHED = 512 << 10;

  /** Bytes of scratch of a thread, unless the options say otherwise. */
  static final long OWN_LIMIT = 15 << 19;

  private final Pass pass;
  private final Layer layer;
  private final WinogradLayer tiles;
  private final Arithmetic<A> arithmetic;
  private final Multiplier<A> multiplier;
  private final PointPairs pairs;
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
    pairs = tiles.pairs;
    readers = tiles.readers(arithmetic);
    sources = tiles.sourcePlanes;
    Activation activation = forward ? setting.activation() : Activation.NONE;
    writer = new TileWriter<>(arithmetic, pairs, tiles.target(), activation);
    int threads = setting.threads();
    boolean enough = Work.isEnough(layer.groups, threads);
    boolean few = tiles.tiles() < (long) FEW_TILES * threads;
    parts = few && !enough ? Math.min(threads, tiles.targetPlanes) : 1;
    long room = setting.scratchLimit(OWN_LIMIT);
    blocks = tiles.blocks(maxTiles(room), enough || parts > 1 ? 1 : threads);
    largest = Stream.of(blocks).mapToInt(TileBlock::tiles).max().orElseThrow();
    long each = room / largest;
    long left = Math.max(each / 2, each - (long) pairs.count() * mostTargets());
    sourceBlock = (int) clamp(left / pairs.matrices(), sources);
    left = each - (long) pairs.matrices() * sourceBlock;
    targetBlock = (int) clamp(left / pairs.count(), mostTargets());
    filters = new WinogradFilters<>(setting, layer, tiles, forward);
    int units = layer.groups * parts * blocks.length;
    work = Work.of(units, threads, unitNanos(setting.costs()));
  }

  private static long clamp(long planes, long most) {
    return Math.max(1, Math.min(planes, most));
  }

  /** How many tiles a block may have: as many as fit, but few enough for the second-level cache. */
  private int maxTiles(long room) {
    long cached = Math.max(LEAST_TILES, CACHED / elements(sources, mostTargets()));
    long most = Math.min(cached, room / elements(1, 1));
    return (int) Math.max(1, Math.min(most, tiles.mostTiles(arithmetic.type())));
  }

  /** Elements of a transformed tile in some planes that are summed over, and of its sums. */
  private long elements(long sources, long targets) {
    return pairs.matrices() * sources + pairs.count() * targets;
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
    return (long) largest * elements(sourceBlock, targetBlock);
  }

  private double unitNanos(Costs costs) {
    double targets = (double) tiles.targetPlanes / parts;
    double unit = 0;
    boolean cached = costs.areCached((double) largest * elements(sources, mostTargets()));
    double each = cached ? PRODUCT : UNCACHED_PRODUCT;
    for (TileBlock block : blocks) {
      double n = block.tiles();
      double fetched = Math.max(0, 1 - CACHED / (n * elements(sources, mostTargets())));
      unit +=
          tiles.readNanos(costs, block, sources)
              + FETCHED * fetched * costs.element() * n * pairs.matrices() * sources
              + filters.streamNanos() / parts
              + tiles.writeNanos(costs, block, targets);
      for (int k = 0; k < pairs.count(); k++) {
        unit += each * costs.gemm(targets, n, sources * matrices(k));
      }
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
    for (int source = 0; source < sources; source += sourceBlock) {
      int some = Math.min(sourceBlock, sources - source);
      if (!again) {
        read(call, scratchOffset, lines, block, group, source, some);
      }
      multiply(call, scratchOffset, group, source, some, target, targets, block.tiles());
    }
    A dst = forward ? call.y : call.x;
    int to = forward ? call.yOffset + layer.y(group) : call.xOffset + layer.x(group);
    writer.write(
        call.scratch,
        sums(scratchOffset),
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

  /** Where the sums of products start. */
  private int sums(int scratchOffset) {
    return scratchOffset + pairs.matrices() * largest * sourceBlock;
  }

  /** How many matrices a pair of points has. */
  private int matrices(int pair) {
    return pairs.first(pair + 1) - pairs.first(pair);
  }

  /** Transforms the tiles of some planes for all parts of the kernel. */
  private void read(
      Call<A> call,
      int scratchOffset,
      Lines<A> lines,
      TileBlock block,
      int group,
      int source,
      int some) {
    boolean forward = pass == Pass.FORWARD;
    A src = forward ? call.x : call.y;
    int from = forward ? call.xOffset + layer.x(group) : call.yOffset + layer.y(group);
    int step = tiles.sourceStep;
    int size = some * block.tiles();
    for (int r = 0; r < readers.size(); r++) { // without an iterator
      readers
          .get(r)
          .read(
              src,
              from + source * step,
              step,
              some,
              block,
              lines,
              call.scratch,
              scratchOffset,
              size);
    }
  }

  /**
   * Sums up over the planes of all matrices of a pair at once where they lie side by side, in
   * scratch and in the filters, else matrix by matrix.
   */
  private void multiply(
      Call<A> call,
      int scratchOffset,
      int group,
      int source,
      int some,
      int target,
      int targets,
      int n) {
    boolean together = some == sources && !tiles.channelsLast;
    int u = call.preparedOffset + filters.group(group) + source * tiles.targetPlanes + target;
    for (int k = 0; k < pairs.count(); k++) {
      int sums = sums(scratchOffset) + k * largest * targetBlock;
      int first = pairs.first(k);
      int step = together ? matrices(k) : 1;
      for (int matrix = first; matrix < pairs.first(k + 1); matrix += step) {
        multiply(
            call,
            u + matrix * filters.size(),
            scratchOffset + matrix * some * n,
            step * some,
            targets,
            n,
            source > 0 || matrix > first,
            sums);
      }
    }
  }

  private void multiply(
      Call<A> call, int u, int v, int planes, int targets, int n, boolean add, int sums) {
    boolean last = tiles.channelsLast;
    int runs = last ? (targets + PLANES - 1) / PLANES : 1;
    for (int run = 0; run < runs; run++) {
      int first = Layer.part(run, runs, targets);
      for (int term = 0; term < planes; term += TERMS) {
        multiplier.multiply(
            Layer.part(run + 1, runs, targets) - first,
            n,
            Math.min(TERMS, planes - term),
            call.prepared,
            u + term * tiles.targetPlanes + first,
            1,
            tiles.targetPlanes,
            call.scratch,
            v + term * (last ? 1 : n),
            last ? 1 : n,
            last ? planes : 1,
            add || term > 0,
            call.scratch,
            sums + first * (last ? 1 : n),
            last ? 1 : n,
            last ? targets : 1);
      }
    }
  }
}

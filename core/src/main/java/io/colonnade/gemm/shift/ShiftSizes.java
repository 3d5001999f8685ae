package io.colonnade.gemm.shift;

import io.colonnade.gemm.pass.Costs;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.lowering.Bands;
import io.colonnade.lowering.Panel;
import io.colonnade.lowering.Shifts;

/**
 * How the work of products by {@linkplain Shifts shifts} is divided: into groups, parts of the
 * channels of the result, slices or several small slices merged, and bands of a slice, whose source
 * is packed; and a band into tiles of the result.
 */
final class ShiftSizes {
  /** Bytes of scratch: they stay in an L2 cache, with the filters of a tile. */
  private static final long LIMIT = 1 << 20;

  /** Positions of a band: many, since neighbouring bands pack some lines both. */
  private static final int BAND = 1024;

  /** Positions, and results, of a tile: it stays in the L1 cache, or near it. */
  private static final int POSITIONS = 460;

  private static final int RESULTS = 224 * 64;

  /** Slices of so many positions are not merged where each is packed in one run. */
  private static final int ALONE = 64;

  private static final int CHANNELS = 128;

  /** Source rows that are packed together at least, if there are so many. */
  private static final int DEPTH = 128;

  /** Nanoseconds by which reading an element of a filter delays the products of a panel. */
  private static final double FILTER = 0.1;

  /** How much longer than to be copied an element of a result takes to be added, as fitted. */
  private static final double ADDED = 3;

  final Bands bands;

  /** Slices that are merged; more than one only where a band is a whole slice. */
  final int slices;

  /** Merges of an image group. */
  final int merges;

  /** Parts of the channels of the result. */
  final int parts;

  final int units;

  /** Channels of a tile. */
  final int channels;

  /** Lines of a tile, of each of the merged slices. */
  final int rows;

  /** Blocks of source rows that are packed together. */
  final int blocks;

  /** Elements of the packed source. */
  final int packed;

  private final Panel[] panels;
  private final int tile;
  private final int allChannels;
  private final int depth;

  /** Sizes whose scratch keeps to the limit; the least ones where none do. */
  static ShiftSizes of(Setting<?> setting, Shifts shifts, Layer layer, int allChannels) {
    long limit = setting.scratchLimit(LIMIT);
    for (long most = roomyPositions(shifts, limit); most > 0; most /= 2) {
      ShiftSizes sizes = new ShiftSizes(setting, shifts, layer, allChannels, limit, most);
      if (sizes.scratch() <= limit) {
        return sizes;
      }
    }
    return new ShiftSizes(setting, shifts, layer, allChannels, 1, 1);
  }

  private ShiftSizes(
      Setting<?> setting,
      Shifts shifts,
      Layer layer,
      int allChannels,
      long limit,
      long mostPositions) {
    this.allChannels = allChannels;
    this.depth = shifts.blocks() * shifts.sourceRows();
    int threads = setting.threads();
    int all = layer.images * shifts.slices();
    int slice = Math.multiplyExact(shifts.rows(), shifts.columns());
    boolean enough = Work.isEnough(all * layer.groups, threads);
    boolean few = !enough && slice < BAND / 2 * threads;
    parts = few ? Math.min(threads, allChannels) : 1;
    bands = bands(shifts, mostPositions, enough || few ? 1 : threads);
    int most = Math.max(1, enough ? all / threads : all);
    boolean alone = slice >= ALONE && shifts.isSourceRun(shifts.panel(bands, 0, 1));
    int merged = alone ? 1 : (int) Math.min(POSITIONS, mostPositions) / slice;
    slices = bands.count() == 1 ? Math.max(1, Math.min(most, merged)) : 1;
    merges = (all + slices - 1) / slices;
    units = layer.groups * merges * parts * bands.count();
    panels = new Panel[2 * bands.count()];
    int row = 0;
    int lines = 0;
    int line = 0;
    for (int i = 0; i < panels.length; i++) {
      int some = i < bands.count() ? slices : all - (merges - 1) * slices;
      panels[i] = shifts.panel(bands, i % bands.count(), some);
      row = Math.max(row, panels[i].rowLength());
      lines = Math.max(lines, panels[i].rows());
      line = Math.max(line, panels[i].stride() * slices);
    }
    rows = even(lines, (int) Math.max(1, Math.min(POSITIONS, limit / 4) / line));
    int tilePositions = rows * line;
    int height = shifts.resultRows();
    int results = (int) Math.min(RESULTS, limit / 4);
    int mostChannels = Math.max(1, Math.min(CHANNELS, results / tilePositions) / height);
    channels = even(allChannels, Math.min(mostChannels, Math.max(1, allChannels / parts)));
    tile = Math.multiplyExact(channels * height, tilePositions);
    long room = (limit - tile) / ((long) row * shifts.sourceRows());
    blocks = even(shifts.blocks(), (int) Math.max(1, Math.min(room, shifts.blocks())));
    packed = Math.multiplyExact(blocks * shifts.sourceRows(), row);
  }

  /** Positions of a band that leave room for enough source rows. */
  private static long roomyPositions(Shifts shifts, long limit) {
    int columns = shifts.columns();
    long depth = Math.min(DEPTH, shifts.blocks() * shifts.sourceRows());
    long positions = BAND;
    while (positions > 1
        && 4 * depth * shifts.footprint(positions / columns, Math.min(positions, columns))
            > 3 * limit) {
      positions /= 2;
    }
    return positions;
  }

  /** Lines are divided only where the results of their parts do not overlap. */
  private static Bands bands(Shifts shifts, long positions, int multiple) {
    int columns = shifts.columns();
    if (shifts.resultRows() == 1) {
      return new Bands(shifts.rows(), columns, positions, multiple);
    }
    return new Bands(
        shifts.rows(),
        columns,
        Math.max(positions, columns),
        shifts.rows() < multiple ? 1 : multiple);
  }

  /** The size of equal parts of at most {@code most}. */
  private static int even(int n, int most) {
    int parts = (n + most - 1) / most;
    return (n + parts - 1) / parts;
  }

  long scratch() {
    return (long) packed + tile;
  }

  /** The layout of a band of merged slices; the last of them may be fewer. */
  Panel panel(int merged, int band) {
    return panels[merged < merges - 1 ? band : bands.count() + band];
  }

  /** The expected time of a unit. */
  double unitNanos(Costs costs, Shifts shifts) {
    double all = 0;
    for (int band = 0; band < bands.count(); band++) {
      all += nanos(costs, shifts, panels[band]);
    }
    return all / bands.count();
  }

  private double nanos(Costs costs, Shifts shifts, Panel panel) {
    double some = (double) allChannels / parts;
    double wide = Math.ceil(some / channels);
    double high = Math.ceil((double) panel.rows() / rows);
    double packs = Math.ceil((double) shifts.blocks() / blocks);
    double positions = panel.positions(panel.rows()) / high;
    double calls = Math.ceil(depth * some / wide * shifts.resultRows() * positions / 1e6);
    double products =
        costs.gemm(some / wide * shifts.resultRows(), shifts.seen() * positions, depth)
            + (Math.max(calls, packs) - 1) * costs.call();
    double packing = packing(costs, shifts, panel, depth);
    double results = some * shifts.resultRows() * shifts.phases() * positions * high;
    double added = shifts.isPartition() ? 0 : ADDED * (1 - shifts.scattered()) * results;
    double unpacking =
        packs
            * (costs.moved(
                    results, shifts.resultRun(panel, panel.rows() / (int) high), shifts.scattered())
                + added * costs.element());
    double elements = some * shifts.resultRows() * depth * shifts.taps();
    double filters = FILTER * elements + costs.streamed(elements);
    return packing + unpacking + filters + wide * high * shifts.taps() * products;
  }

  /** The expected time to pack so many rows of a panel's source. */
  static double packing(Costs costs, Shifts shifts, Panel panel, double rows) {
    double moved =
        costs.moved(rows * panel.rowLength(), shifts.sourceRun(panel), shifts.gathered());
    return moved + costs.cleared(rows * shifts.cleared(panel));
  }
}

package io.colonnade.lowering;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;
import io.colonnade.numeric.AlignedArray;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A convolution, or its adjoint, as a sum of products with shifted views of one packed source:
 * {@code result[r, p] = Σ W[tap, r, j] · source[j, p + offset(tap)]} over taps and source rows j.
 * Channels first, padding with zeros.
 *
 * <p>The height is shifted; the width is shifted too, or lowered, as in memory-efficient
 * convolution (Cho and Brand 2017): each of its taps then has rows of its own. All other axes are
 * lowered: a channel of the source has rows for each of their taps. The convolution reads X and
 * writes Y; the adjoint reads dY and writes dX. Immutable.
 */
public final class Shifts {
  final ShiftedAxis height;
  final ShiftedAxis width;
  final OuterAxes outer;
  final boolean adjoint;
  final int channels;
  private final boolean partition;
  private final int widthTaps;
  final int sourceRows;
  final int sourceColumns;
  final int resultRows;
  final int resultColumns;
  private final int[] firstLine;
  private final int[] endLine;
  private final int[][] taps;

  private Shifts(ConvolutionProblem problem, boolean adjoint, boolean lowered) {
    Window window = problem.window();
    int outside = Math.max(0, window.rank() - 2);
    Axis w = window.axis(window.rank() - 1);
    Axis h = window.rank() == 1 ? Axis.floor(1, 1, 1, 0, 0, 1) : window.axis(outside);
    this.adjoint = adjoint;
    this.height = adjoint ? ShiftedAxis.adjoint(h, false) : ShiftedAxis.forward(h, false);
    this.width = adjoint ? ShiftedAxis.adjoint(w, lowered) : ShiftedAxis.forward(w, lowered);
    this.outer = OuterAxes.of(window.axes().subList(0, outside), adjoint);
    this.channels = (int) (adjoint ? problem.filtersPerGroup() : problem.channelsPerGroup());
    this.widthTaps = lowered ? 1 : (int) w.kernel();
    this.sourceRows = lowered && !adjoint ? (int) w.kernel() : 1;
    this.sourceColumns = width.source.count() / sourceRows;
    this.resultRows = lowered && adjoint ? (int) w.kernel() : 1;
    this.resultColumns = width.result.count() / resultRows;
    this.firstLine = IntStream.range(0, taps()).map(t -> line(t / widthTaps, true)).toArray();
    this.endLine = IntStream.range(0, taps()).map(t -> line(t / widthTaps, false)).toArray();
    this.taps =
        IntStream.range(0, height.result.count() * resultColumns)
            .mapToObj(this::tapsOf)
            .toArray(int[][]::new);
    partition =
        resultRows == 1
            && height.result.isPartition(height.positions)
            && width.result.isPartition(width.positions);
  }

  /** The convolution, with its width lowered or shifted. */
  public static Shifts convolution(ConvolutionProblem problem, boolean lowered) {
    return new Shifts(problem, false, lowered);
  }

  /** The adjoint. */
  public static Shifts adjoint(ConvolutionProblem problem, boolean lowered) {
    return new Shifts(problem, true, lowered);
  }

  /** Shifted taps: those of the height, or of height and width. */
  public int taps() {
    return height.shift.length * widthTaps;
  }

  /** Blocks of source rows: one for each channel and tap of the outer axes. */
  public int blocks() {
    return channels * outer.taps();
  }

  /** Source rows of a block: the taps of a lowered width, or 1. */
  public int sourceRows() {
    return sourceRows;
  }

  /** Result rows of a channel: in the adjoint the taps of a lowered width, or 1. */
  public int resultRows() {
    return resultRows;
  }

  /** Result slices of an image: positions of the outer axes. */
  public int slices() {
    return outer.results();
  }

  /** Result lines of a slice. */
  public int rows() {
    return height.positions;
  }

  /** Result elements of a line. */
  public int columns() {
    return width.positions;
  }

  /** Elements of a source row for a band of rows × columns results. */
  public long footprint(long rows, long columns) {
    long planes = (long) height.source.count() * sourceColumns;
    return planes * (Math.max(1, rows) + height.reach) * (columns + width.reach);
  }

  /** Elements of a run in which a panel's source cells are packed. */
  public int sourceRun(Panel panel) {
    return isSourceRun(panel) ? panel.planeLength() : runLength();
  }

  /** Elements of a run in which results of a line, or of {@code lines}, are unpacked. */
  public int resultRun(Panel panel, int lines) {
    return isResultRun(panel) ? panel.positions(lines) : runLength();
  }

  private int runLength() {
    return Math.min(width.source.cells(), width.positions);
  }

  /**
   * Whether lines follow each other as rows of the source do: a plane is then one run, in which
   * what lies between the cells that a tap sees is cleared.
   */
  public boolean isSourceRun(Panel panel) {
    return isRun(height.source, width.source, panel);
  }

  /** Elements that are cleared in a row of the source, where its planes are runs. */
  public double cleared(Panel panel) {
    if (!isSourceRun(panel)) {
      return 0;
    }
    int gaps = 0;
    for (int w = 0; w < width.source.count(); w++) {
      int cells =
          width.source.end(w, 0, panel.lineLength()) - width.source.first(w, 0, panel.lineLength());
      gaps += panel.stride() - cells;
    }
    return (double) gaps * panel.lines() / sourceRows;
  }

  /** The same for rows of the result; what is cleared then lies in the tile. */
  boolean isResultRun(Panel panel) {
    return isRun(height.result, width.result, panel);
  }

  private static boolean isRun(Phases height, Phases width, Panel panel) {
    boolean neighbours = width.step() == 1 && height.step() == 1;
    return neighbours && panel.slices() == 1 && panel.stride() == width.cells();
  }

  /** The part of the packed elements that are gathered one by one, a step apart. */
  public double gathered() {
    int repeat = repeat();
    return width.source.step() == 1 ? 0 : repeat > 0 ? (double) repeat / sourceRows : 1;
  }

  /** The part of the results that are scattered one by one, a step apart. */
  public double scattered() {
    return width.result.step() == 1 ? 0 : 1;
  }

  /**
   * How many taps before a tap of a lowered width read the same cells; 0 where cells lie side by
   * side, and none need to be gathered twice.
   */
  int repeat() {
    return sourceRows > 1 && width.source.step() > 1 ? width.source.repeat() : 0;
  }

  private int[] tapsOf(int phase) {
    return IntStream.range(0, taps())
        .filter(t -> phase(t) == phase)
        .boxed()
        .sorted(Comparator.comparingInt(t -> firstLine(t) - endLine(t)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The first of the result's lines to which a tap adds cells of the source, not padding alone. */
  public int firstLine(int tap) {
    return firstLine[tap];
  }

  /** One past the last of them; never below {@link #firstLine}. */
  public int endLine(int tap) {
    return endLine[tap];
  }

  private int line(int h, boolean first) {
    int from = height.shift[h];
    int end = from + height.positions;
    int phase = height.sourcePhase[h];
    int line = first ? height.source.first(phase, from, end) : height.source.end(phase, from, end);
    return line - from;
  }

  /** The part of all lines, over all taps, to which those add cells. */
  public double seen() {
    double seen = 0;
    for (int tap = 0; tap < taps(); tap++) {
      seen += endLine(tap) - firstLine(tap);
    }
    return seen / taps() / rows();
  }

  /** Phases of the result. */
  public int phases() {
    return taps.length;
  }

  /** The taps that add to a phase of the result, those first that see the most lines. */
  public int[] taps(int phase) {
    return taps[phase];
  }

  /** Whether every cell of the result is a result of just one row and phase. */
  public boolean isPartition() {
    return partition;
  }

  /** Cells of a slice of the result. */
  public int sliceCells() {
    return height.result.cells() * width.result.cells();
  }

  private int phase(int tap) {
    int column = resultRows == 1 ? width.resultPhase[tap % widthTaps] : 0;
    return height.resultPhase[tap / widthTaps] * resultColumns + column;
  }

  /** The layout of a band for so many merged slices. */
  public Panel panel(Bands bands, int band, int slices) {
    int rows = bands.endRow(band) - bands.firstRow(band);
    int columns = bands.endColumn(band) - bands.firstColumn(band);
    int lines = rows + height.reach;
    int length = columns + width.reach;
    int overlap =
        columns < width.positions
            ? 0
            : Math.min(width.source.leading(length), width.source.trailing(length));
    int stride = Math.max(columns, length - overlap);
    int plane = (lines * slices - 1) * stride + length;
    int row = height.source.count() * sourceColumns * plane;
    return new Panel(
        bands.firstRow(band),
        rows,
        bands.firstColumn(band),
        columns,
        slices,
        lines,
        length,
        stride,
        (int) AlignedArray.oddLines(row));
  }

  /** How far into a source row the view of a tap starts. */
  public int offset(Panel panel, int tap) {
    int h = tap / widthTaps;
    int w = tap % widthTaps;
    int column = sourceRows == 1 ? width.sourcePhase[w] : 0;
    int plane = height.sourcePhase[h] * sourceColumns + column;
    return plane * panel.planeLength()
        + height.shift[h] * panel.slices() * panel.stride()
        + width.shift[w];
  }

  /** The channel of a block of source rows. */
  int channelOf(int block) {
    return adjoint ? block / outer.taps() : block % channels;
  }

  /** The tap of the outer axes of a block of source rows. */
  int outerTapOf(int block) {
    return adjoint ? block % outer.taps() : block / channels;
  }
}

package io.colonnade.lowering;

import io.colonnade.numeric.Arithmetic;

/** Packs the source of {@link Shifts}: copies its cells into planes of elements, between zeros. */
public final class ShiftedSource {
  private final Shifts shifts;
  private final Phases height;
  private final Phases width;
  private final int sliceCells;

  private final int repeat;

  /** Elements by which the cells of a tap lie before those of the tap that repeats them. */
  private final int delta;

  /** The source of these shifts. */
  public ShiftedSource(Shifts shifts) {
    this.shifts = shifts;
    this.height = shifts.height.source;
    this.width = shifts.width.source;
    this.sliceCells = height.cells() * width.cells();
    this.repeat = shifts.repeat();
    this.delta = repeat > 0 ? width.elements(0, repeat) : 0;
  }

  /**
   * Packs the rows of blocks {@code [first, end)}.
   *
   * @param x the tensor; the group's first channel of the first image is at {@code xOffset}
   * @param imageStep distance between images
   * @param slice the first of the panel's slices of the result, counted across images
   */
  public <A> void pack(
      Arithmetic<A> arithmetic,
      A x,
      int xOffset,
      int imageStep,
      int slice,
      Panel panel,
      int first,
      int end,
      A packed,
      int packedOffset) {
    OuterAxes outer = shifts.outer;
    int to = packedOffset;
    for (int block = first; block < end; block++) {
      int channel = shifts.channelOf(block);
      int tap = shifts.outerTapOf(block);
      arithmetic.zero(packed, to, shifts.sourceRows * panel.rowLength());
      for (int s = 0; s < panel.slices(); s++) {
        int image = (slice + s) / outer.results();
        int source = outer.slice((slice + s) % outer.results(), tap);
        if (source >= 0) {
          int from =
              xOffset + image * imageStep + (channel * outer.sources() + source) * sliceCells;
          slice(arithmetic, x, from, panel, packed, to + s * panel.stride());
        }
      }
      to += shifts.sourceRows * panel.rowLength();
    }
  }

  private <A> void slice(Arithmetic<A> arithmetic, A x, int from, Panel panel, A packed, int to) {
    int phaseColumns = shifts.sourceColumns;
    int length = panel.lineLength();
    for (int w = 0; w < width.count(); w++) {
      int plane =
          to + w / phaseColumns * panel.rowLength() + w % phaseColumns * panel.planeLength();
      boolean repeats = repeat > 0 && w >= repeat && delta < length;
      for (int h = 0; h < height.count(); h++) {
        if (repeats) {
          int other = plane - repeat * panel.rowLength();
          repeat(arithmetic, other + delta, panel, length - delta, packed, plane);
        }
        plane(arithmetic, x, from, h, w, repeats ? length - delta : 0, panel, packed, plane);
        plane += phaseColumns * panel.planeLength();
      }
    }
  }

  /** Copies the first n elements of each line of a plane from those of an earlier tap. */
  private static <A> void repeat(
      Arithmetic<A> arithmetic, int from, Panel panel, int n, A packed, int to) {
    int line = panel.slices() * panel.stride();
    arithmetic.copyRows(packed, from, line, 1, packed, to, line, 1, panel.lines(), n);
  }

  /** Copies the cells of one plane, from element {@code start} of its lines on. */
  private <A> void plane(
      Arithmetic<A> arithmetic,
      A x,
      int from,
      int h,
      int w,
      int start,
      Panel panel,
      A packed,
      int to) {
    int firstRow = panel.firstRow();
    int h0 = height.first(h, firstRow, firstRow + panel.lines());
    int h1 = height.end(h, firstRow, firstRow + panel.lines());
    int firstColumn = panel.firstColumn();
    int endColumn = firstColumn + panel.lineLength();
    int w0 = width.first(w, firstColumn + start, endColumn);
    int w1 = width.end(w, firstColumn + start, endColumn);
    if (h0 == h1 || w0 == w1) {
      return;
    }
    int line = panel.slices() * panel.stride();
    int row = height.step() * width.cells();
    int n = w1 - w0;
    int source = from + height.cell(h, h0) * width.cells() + width.cell(w, w0);
    int dst = to + (h0 - firstRow) * line + w0 - firstColumn;
    if (shifts.isSourceRun(panel)) {
      arithmetic.copy(x, source, 1, packed, dst, 1, (h1 - h0 - 1) * line + n);
      arithmetic.zeroRows(packed, dst + n, line, h1 - h0 - 1, line - n);
    } else {
      arithmetic.copyRows(x, source, row, width.step(), packed, dst, line, 1, h1 - h0, n);
    }
  }
}

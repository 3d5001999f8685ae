package io.colonnade.gemm.direct;

import io.colonnade.gemm.pass.Layer;
import io.colonnade.numeric.Slots;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a target plane that fits a slot: some rows of a phase, and some or all cells of them.
 * In the slots its rows are {@code pitch} cells long.
 *
 * @param phase the phase of the rows
 * @param firstRow the first row, counted within the phase
 * @param rows rows
 * @param firstTarget the first of the target's cells in a row
 * @param targets the target's cells of a row
 * @param firstCell the first cell, of those the source's rows are laid out in, that is held
 * @param pitch cells of a row that are held
 * @param shift what is added to a tap's shift, where the first target is not the first cell held
 * @param length cells of a plane from the first target to the last
 * @param lines rows of a source plane with those that the taps reach
 * @param planeLength elements from a plane of a group to that of the next
 */
record DirectTile(
    RowPhase phase,
    int firstRow,
    int rows,
    int firstTarget,
    int targets,
    int firstCell,
    int pitch,
    int shift,
    int length,
    int lines,
    int planeLength) {

  /** Rows that a tile should have before its columns are cut. */
  private static final int ENOUGH_ROWS = 4;

  /** The widest kernels of which several rows of taps share a tile. */
  private static final int NARROW = Slots.CAPACITY / 32;

  /** By how many rows the taps that share a source may differ. */
  static int rowSpan(ColumnShifts columns) {
    return columns.span() <= NARROW ? 8 : 0;
  }

  /** The tiles of all phases. */
  static List<DirectTile> all(List<RowPhase> phases, ColumnShifts columns) {
    List<DirectTile> tiles = new ArrayList<>();
    for (RowPhase phase : phases) {
      int enough = columns.span() <= NARROW ? Math.min(ENOUGH_ROWS, phase.count()) : 1;
      int widest = Slots.CAPACITY / (enough + phase.span());
      if (columns.width() <= widest) {
        addBands(tiles, phase, columns, 0, columns.target(), 0, columns.width());
        continue;
      }
      int most = (widest - columns.span() - 1) / columns.down() + 1;
      int parts = (columns.target() + most - 1) / most;
      for (int part = 0; part < parts; part++) {
        int first = Layer.part(part, parts, columns.target());
        int count = Layer.part(part + 1, parts, columns.target()) - first;
        int cell = first * columns.down() + columns.lowest();
        int pitch = (count - 1) * columns.down() + 1 + columns.span();
        addBands(tiles, phase, columns, first, count, cell, pitch);
      }
    }
    return tiles;
  }

  private static void addBands(
      List<DirectTile> tiles,
      RowPhase phase,
      ColumnShifts columns,
      int firstTarget,
      int targets,
      int firstCell,
      int pitch) {
    int most = Slots.CAPACITY / pitch - phase.span();
    int bands = (phase.count() + most - 1) / most;
    for (int band = 0; band < bands; band++) {
      int firstRow = Layer.part(band, bands, phase.count());
      int rows = Layer.part(band + 1, bands, phase.count()) - firstRow;
      int length = (rows - 1) * pitch + (targets - 1) * columns.down() + 1;
      int lines = rows + phase.span();
      tiles.add(
          new DirectTile(
              phase,
              firstRow,
              rows,
              firstTarget,
              targets,
              firstCell,
              pitch,
              firstTarget * columns.down() - firstCell,
              length,
              lines,
              Slots.planeLength(length, lines * pitch)));
    }
  }
}

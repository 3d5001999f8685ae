package io.colonnade.gemm.direct;

import io.colonnade.gemm.direct.RowPhase.Source;
import io.colonnade.gemm.pass.Costs;
import io.colonnade.numeric.Slots;
import java.util.List;

/**
 * What the direct kernel's steps are expected to take, for a group and a plane of each of its
 * members.
 *
 * @param costs the rates
 * @param sources source planes of a group
 * @param targets target planes of a group
 * @param columns the taps of a row
 */
record DirectNanos(Costs costs, int sources, int targets, ColumnShifts columns) {
  /** Elements that a copy moves while another loop moves one. */
  private static final double COPIED = 6;

  /** A cell taken from among others, where another loop moves one in 1. */
  private static final double PICKED = 1.3;

  /** A cell put among others, with what is cleared around it. */
  private static final double PLACED = 3;

  /** A cell added to a sum, as one of a few terms of a loop. */
  private static final double TERM = 0.27;

  /** Nanoseconds for all tiles. */
  double of(List<DirectTile> tiles) {
    return tiles.stream().mapToDouble(this::tile).sum();
  }

  private double tile(DirectTile tile) {
    boolean whole = tile.targets() * columns.down() == tile.pitch() && tile.phase().step() == 1;
    double stored = moved(tile.rows(), tile.targets(), whole, columns.down(), PICKED);
    double summed = 0;
    for (Source source : tile.phase().sources()) {
      summed += padded(tile, source) + targets * sums(tile, source);
    }
    return targets * stored + sources * summed;
  }

  private double padded(DirectTile tile, Source source) {
    int rows = tile.rows() + source.span();
    boolean whole = columns.source() == tile.pitch() && source.step() == 1;
    int cells = Math.min(columns.source(), tile.pitch());
    int taps = columns.taps();
    return moved(rows, cells, whole, columns.up(), PLACED)
        + taps * copied(tile.planeLength())
        + costs.cleared((double) rows * columns.cleared());
  }

  private double sums(DirectTile tile, Source source) {
    int taps = columns.taps();
    int loops = (taps + Slots.TERMS - 1) / Slots.TERMS;
    double added = costs.element() * tile.length() * TERM * taps;
    int moves = targets == 1 ? loops : loops + 1;
    return source.taps().size() * (added + 3 * costs.run() * loops + moves * copied(tile.length()));
  }

  /** Rows between a tensor and a slot, their cells side by side or some of them {@code apart}. */
  private double moved(int rows, int cells, boolean whole, int step, double apart) {
    double element = costs.element() * (step > 1 ? apart : 1 / COPIED);
    int runs = whole ? 1 : rows;
    return costs.run() * (3 + runs) + element * rows * cells;
  }

  private double copied(int elements) {
    return costs.element() / COPIED * elements;
  }
}

package io.colonnade.gemm.pass;

import java.util.stream.IntStream;

/** Cuts a matrix into {@linkplain Panels panels}, range by range of its rows. */
public final class PanelCutter {
  private final GemmBlocks blocks;
  private final int positions;
  private final int terms;
  private final boolean rowsInner;
  private final boolean turned;
  private final IntStream.Builder starts = IntStream.builder();

  /**
   * A cutter for one matrix.
   *
   * @param positions the most positions of a product
   * @param terms the most terms of a product
   * @param rowsInner whether the rows of a result lie side by side
   * @param turned whether they do in a tile of results
   */
  public PanelCutter(
      GemmBlocks blocks, int positions, int terms, boolean rowsInner, boolean turned) {
    this.blocks = blocks;
    this.positions = positions;
    this.terms = terms;
    this.rowsInner = rowsInner;
    this.turned = turned;
  }

  /** Cuts the rows {@code [first, end)}, which a product reads. */
  public void cut(int first, int end) {
    int block = blocks.panelRows(end - first, terms, positions, rowsInner, turned);
    for (int row = first; row < end; row = Multiplier.next(row, block, end)) {
      starts.add(row);
    }
  }

  /** The panels of a matrix of {@code allTerms}, all of whose rows have been cut. */
  public Panels panels(int rows, int allTerms) {
    starts.add(rows);
    int[] sorted = starts.build().sorted().toArray();
    return new Panels(sorted, allTerms, turned);
  }
}

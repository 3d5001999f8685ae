package io.colonnade.gemm.pass;

import java.util.Arrays;

/**
 * How a matrix of rows × terms lies in memory so that a product reads it from one end to the other:
 * cut into panels of some neighbouring rows, in each of which the rows of a term lie side by side,
 * and term follows term.
 */
public final class Panels {
  public final int rows;
  public final int terms;

  /** Whether products are made in tiles in which the rows of a result lie side by side. */
  public final boolean turned;

  private final int[] starts;

  /**
   * A matrix of {@code terms} columns.
   *
   * @param starts the first row of each panel in ascending order, from 0 on, and the number of rows
   */
  Panels(int[] starts, int terms, boolean turned) {
    this.starts = starts.clone();
    this.rows = starts[starts.length - 1];
    this.terms = terms;
    this.turned = turned;
  }

  /** The number of panels. */
  public int count() {
    return starts.length - 1;
  }

  /** The first row of panel {@code i}; the number of rows where there is no such panel. */
  public int start(int i) {
    return starts[i];
  }

  /** The panel that starts at {@code row}. */
  public int panel(int row) {
    return Arrays.binarySearch(starts, row);
  }

  /** Where in the matrix the terms of panel {@code i} from {@code term} on start. */
  public int at(int i, int term) {
    return starts[i] * terms + term * (starts[i + 1] - starts[i]);
  }
}

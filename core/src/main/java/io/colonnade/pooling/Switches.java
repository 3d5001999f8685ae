package io.colonnade.pooling;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;
import io.colonnade.parallel.Crew;

/**
 * Moves elements between a tensor that lies like the switches and the tensor whose cells the
 * switches name.
 */
final class Switches<A> {
  private static final int CHUNK = 1024;

  private final Arithmetic<A> arithmetic;
  private final Elements<A> elements;
  private final PlaneGroups groups;
  private final int positions;
  private final SwitchCode code;
  private final PlaneEmbedding embedding;

  /**
   * For planes of some sizes.
   *
   * @param groups groups that leave out no plane between two of theirs
   * @param positions switches of one plane
   * @param code how the switches name cells of their plane
   * @param embedding where those cells lie in the planes of the tensor
   */
  Switches(
      DataType<A> type,
      PlaneGroups groups,
      int positions,
      SwitchCode code,
      PlaneEmbedding embedding) {
    this.arithmetic = Arithmetic.of(type);
    this.elements = Elements.of(type);
    this.groups = groups;
    this.positions = positions;
    this.code = code;
    this.embedding = embedding;
  }

  private int groupSize() {
    return positions * groups.lanes();
  }

  /**
   * Checks all switches.
   *
   * @throws IllegalArgumentException naming the first that names no cell of its plane
   */
  void check(int[] switches, int offset) {
    for (int group = 0; group < groups.groups(); group++) {
      int from = offset + groups.base(group, positions);
      int plane = groups.base(group, code.cells());
      if (code.plain() && allInside(switches, from, from + groupSize())) {
        continue;
      }
      for (int i = 0; i < groupSize(); i++) {
        int own = plane + i % groups.lanes();
        if (code.cell(switches[from + i], own) < 0) {
          throw new IllegalArgumentException(
              "switches[%d]=%d: must be in %s, the cells of its plane"
                  .formatted(from + i, switches[from + i], code.range(own)));
        }
      }
    }
  }

  private boolean allInside(int[] switches, int from, int to) {
    int last = code.cells() - 1;
    int signs = 0;
    for (int i = from; i < to; i++) {
      signs |= switches[i] | (last - switches[i]);
    }
    return signs >= 0;
  }

  /** The number of groups. */
  int groups() {
    return groups.groups();
  }

  /** Bytes of scratch, over all threads of a crew. */
  long workspaceBytes(Crew crew) {
    return crew.parts(groups()) * (long) Integer.BYTES * CHUNK;
  }

  /** Sets every cell of the groups {@code [from, to)} to 0. */
  void clear(int from, int to, A cells, int offset) {
    int start = groups.base(from, embedding.outerCells());
    int end = groups.base(to, embedding.outerCells());
    arithmetic.zero(cells, offset + start, end - start);
  }

  /** {@code cells[switch(i)] = values[i]} for the groups {@code [from, to)}, in ascending order. */
  void scatter(
      int from,
      int to,
      A values,
      int valuesOffset,
      int[] switches,
      int switchesOffset,
      A cells,
      int cellsOffset) {
    chunks(
        from,
        to,
        switches,
        switchesOffset,
        (at, places, count) ->
            elements.scatter(values, valuesOffset + at, places, cells, cellsOffset, count));
  }

  /** {@code cells[switch(i)] += values[i]} for the groups {@code [from, to)}. */
  void scatterAdd(
      int from,
      int to,
      A values,
      int valuesOffset,
      int[] switches,
      int switchesOffset,
      A cells,
      int cellsOffset) {
    chunks(
        from,
        to,
        switches,
        switchesOffset,
        (at, places, count) ->
            elements.scatterAdd(values, valuesOffset + at, places, cells, cellsOffset, count));
  }

  /** {@code values[i] = } or {@code += cells[switch(i)]} for the groups {@code [from, to)}. */
  void gather(
      int from,
      int to,
      A cells,
      int cellsOffset,
      int[] switches,
      int switchesOffset,
      A values,
      int valuesOffset,
      boolean add) {
    chunks(
        from,
        to,
        switches,
        switchesOffset,
        (at, places, count) -> {
          if (add) {
            elements.gatherAdd(cells, cellsOffset, places, values, valuesOffset + at, count);
          } else {
            elements.gather(cells, cellsOffset, places, values, valuesOffset + at, count);
          }
        });
  }

  private interface Chunk {
    /** The places that {@code count} switches from {@code at} on name. */
    void visit(int at, int[] places, int count);
  }

  private void chunks(int from, int to, int[] switches, int offset, Chunk chunk) {
    int[] places = new int[CHUNK];
    for (int group = from; group < to; group++) {
      int base = groups.base(group, positions);
      for (int i = 0; i < groupSize(); i += CHUNK) {
        int count = Math.min(CHUNK, groupSize() - i);
        places(group, i, switches, offset + base + i, places, count);
        chunk.visit(base + i, places, count);
      }
    }
  }

  /** The places in the tensor that {@code count} switches of a group name. */
  private void places(int group, int from, int[] switches, int at, int[] places, int count) {
    int named = groups.base(group, code.cells());
    int plane = groups.base(group, embedding.outerCells());
    int lanes = groups.lanes();
    int lane = from % lanes;
    for (int i = 0; i < count; i++) {
      int cell = code.plain() ? switches[at + i] : code.cell(switches[at + i], named + lane);
      places[i] = plane + embedding.place(cell) * groups.cellStep() + lane;
      lane = lane + 1 == lanes ? 0 : lane + 1;
    }
  }
}

package io.colonnade.winograd;

import io.colonnade.DataType;
import io.colonnade.numeric.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays in which many tiles are transformed together. Element i of a line belongs to tile i; a
 * strip holds all cells of a row of each tile.
 *
 * <p>A task takes lines from a pool and gives them back; they are about 200 KiB.
 *
 * @param <A> the array type
 */
public final class Lines<A> {
  /** Rows and columns of the largest tile. */
  static final int SIDE = 6;

  /** The first of the lines of a whole tile; those before hold a row or a column. */
  static final int TILE = SIDE;

  /** The first of the strips, one for each row of a tile. */
  static final int STRIPS = TILE + SIDE * SIDE;

  /** The first of the strips of points. */
  static final int POINT_STRIPS = STRIPS + SIDE;

  /** How many strips there are. */
  static final int ALL_STRIPS = 2 * SIDE;

  private static final int COUNT = STRIPS + ALL_STRIPS;

  /** An odd number of cache lines, so that neighbouring lines do not meet in one set of a cache. */
  private static final int BYTES = 33 * 64;

  private static final Pool<Lines<?>> POOL = new Pool<>(Lines::new);

  private final List<A> lines = new ArrayList<>();
  private final DataType<A> type;

  private Lines(DataType<A> type) {
    this.type = type;
    for (int i = 0; i < COUNT; i++) {
      lines.add(type.newArray(i < STRIPS ? length(type) : stripLength(type)));
    }
  }

  /** Elements of a line, the most tiles that are transformed together. */
  public static int length(DataType<?> type) {
    return BYTES / type.bytes();
  }

  /** Elements of a strip. */
  public static int stripLength(DataType<?> type) {
    return SIDE * length(type);
  }

  /** The most of so many elements that fit a line, in parts of about one size. */
  static int part(DataType<?> type, int elements) {
    int parts = (elements + length(type) - 1) / length(type);
    return (elements + parts - 1) / parts;
  }

  /** Lines that nobody else uses until they are {@linkplain #release released}. */
  @SuppressWarnings("unchecked") // the array type follows from the data type
  public static <A> Lines<A> take(DataType<A> type) {
    return (Lines<A>) POOL.take(type);
  }

  /** Gives the lines back. */
  public void release() {
    POOL.give(type, this);
  }

  A get(int i) {
    return lines.get(i);
  }
}

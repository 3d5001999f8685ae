package io.colonnade.numeric;

import io.colonnade.DataType;

/**
 * Numbered lines, whose element i belongs to group i of a run of groups, and sums of their
 * products. Lines are arrays of their own, all indexed alike, since the compiler vectorises loops
 * over several arrays only then.
 *
 * <p>A task takes a set of lines from a pool and gives it back. Arguments are trusted.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public abstract class ProductLines<A> {
  /** Bytes of a line that are used. */
  private static final int BYTES = 32 * 64;

  /**
   * Bytes of a line's array beyond those: with its header an odd number of cache lines, so that
   * lines allocated together lie alike to them, and neighbours do not meet in one set of a cache.
   */
  private static final int SPARE = 64 - 16;

  private static final Pool<ProductLines<?>> POOL = new Pool<>(ProductLines::none);

  private final DataType<A> type;

  ProductLines(DataType<A> type) {
    this.type = type;
  }

  /** Groups whose elements a line has room for. */
  public static int length(DataType<?> type) {
    return BYTES / type.bytes();
  }

  private static ProductLines<?> none(DataType<?> type) {
    return type == DataType.FLOAT32 ? new Float32ProductLines() : new Float64ProductLines();
  }

  /** At least {@code count} lines that nobody else uses until they are {@link #release}d. */
  @SuppressWarnings("unchecked") // the array type follows from the data type
  public static <A> ProductLines<A> take(DataType<A> type, int count) {
    ProductLines<A> lines = (ProductLines<A>) POOL.take(type);
    lines.grow(count);
    return lines;
  }

  /** Gives the lines back. */
  public final void release() {
    POOL.give(type, this);
  }

  final A newLine() {
    return type.newArray((BYTES + SPARE) / type.bytes());
  }

  /** Makes it {@code count} lines, if they are fewer. */
  abstract void grow(int count);

  /** A line. */
  public abstract A line(int number);

  /**
   * {@code line[first + q][i] = src[offset + i·group + q·cell]}, for q below {@code cells} and i
   * below {@code n}.
   */
  public abstract void gather(int first, A src, int offset, int group, int cell, int cells, int n);

  /**
   * {@code dst[offset + i·group + q·cell] = line[first + q][i]}, for q below {@code cells} and i
   * below {@code n}.
   */
  public abstract void scatter(int first, A dst, int offset, int group, int cell, int cells, int n);

  /**
   * {@code line[target + j] = Σ line[a + pairs.left]·line[b + pairs.right]}, over the pairs of each
   * target j, for the first {@code n} elements.
   *
   * @param accumulate whether the sums are added to what the targets hold
   */
  public abstract void sum(int target, int a, int b, LinePairs pairs, boolean accumulate, int n);
}

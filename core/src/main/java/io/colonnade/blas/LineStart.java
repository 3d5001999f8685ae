package io.colonnade.blas;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Where in an array a line of the cache starts, found by measuring: Java does not tell where its
 * arrays lie, but native code that reads vectors as long as a line takes half as long again where
 * each of them lies in two.
 */
final class LineStart {
  /** Bytes of a line. */
  private static final int LINE = 64;

  /** To how many bytes the JVM aligns arrays. */
  private static final int ALIGNMENT = 8;

  private static final int STARTS = LINE / ALIGNMENT;

  /** The most bytes that are read: they fit an L1 cache. Fewer than the least show nothing. */
  private static final int MOST_BYTES = 16 << 10;

  private static final int LEAST_BYTES = 8 << 10;

  private static final int ROUNDS = 6;
  private static final int REPETITIONS = 3;

  private LineStart() {}

  /** Reads elements of an array in native code. */
  interface Reader {
    /** Reads {@code n} elements from {@code start} on. */
    void read(int start, int n);
  }

  /**
   * The first index at which a line starts: any of them where it makes no difference, 0 where the
   * array is too short to tell.
   *
   * @param length elements of the array
   * @param clear zeroes so many elements, as tiny numbers would take long to read
   * @param clock tells the time
   */
  static int find(
      int length, int elementBytes, IntConsumer clear, Reader reader, LongSupplier clock) {
    int n = (int) Math.min(MOST_BYTES, (long) length * elementBytes - LINE) / elementBytes;
    if (n * elementBytes < LEAST_BYTES) {
      return 0;
    }
    clear.accept(n + LINE / elementBytes);
    long[] best = new long[STARTS];
    Arrays.fill(best, Long.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < STARTS; i++) {
        long start = clock.getAsLong();
        for (int r = 0; r < REPETITIONS; r++) {
          reader.read(i * ALIGNMENT / elementBytes, n);
        }
        best[i] = Math.min(best[i], clock.getAsLong() - start);
      }
    }
    int first = 0;
    for (int i = 1; i < STARTS; i++) {
      first = best[i] < best[first] ? i : first;
    }
    return first * ALIGNMENT / elementBytes;
  }
}

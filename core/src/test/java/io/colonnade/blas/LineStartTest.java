package io.colonnade.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineStartTest {
  private final Set<Integer> starts = new HashSet<>();
  private final Set<Integer> lengths = new HashSet<>();
  private int cleared;
  private int reads;
  private long now;

  /** The start that is found where one read takes 90, and the others, and the first few, more. */
  private int find(int length, int elementBytes, int line, int disturbed) {
    return LineStart.find(
        length,
        elementBytes,
        n -> cleared = n,
        (start, n) -> {
          starts.add(start);
          lengths.add(n);
          now += (start == line ? 90 : 100) + (reads++ < disturbed ? 1000 : 0);
        },
        () -> now);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 8, 14})
  void isWhereReadingTakesLeast(int line) {
    assertEquals(line, find(1 << 20, Float.BYTES, line, 0));
    assertEquals(Set.of(0, 2, 4, 6, 8, 10, 12, 14), starts);
    assertEquals(line / 2, find(1 << 20, Double.BYTES, line / 2, 0));
  }

  @Test
  void doesNotCountAnInterruption() {
    assertEquals(6, find(1 << 20, Float.BYTES, 6, 24));
  }

  @Test
  void readsWhatFitsTheCacheAndHasBeenCleared() {
    find(Integer.MAX_VALUE, Float.BYTES, 0, 0);
    assertEquals(Set.of(4096), lengths);
    assertEquals(4096 + 16, cleared);
    lengths.clear();
    find(2048 + 8, Double.BYTES, 0, 0);
    assertEquals(Set.of(2048), lengths);
    assertEquals(2048 + 8, cleared);
  }

  @Test
  void isNotLookedForInShortArrays() {
    assertEquals(0, find(2048 + 15, Float.BYTES, 2, 0));
    assertEquals(0, reads);
    assertEquals(2, find(2048 + 16, Float.BYTES, 2, 0));
  }

  @Test
  void isWithinTheFirstLineOfAnArray() {
    Blas blas = Blas.getDefault();
    for (int length : new int[] {0, 100, 5000, 1 << 20}) {
      int start = blas.lineStart(new float[length]);
      assertTrue(start % 2 == 0 && start >= 0 && start < 16, length + ": " + start);
      int wide = blas.lineStart(new double[length]);
      assertTrue(wide >= 0 && wide < 8, length + ": " + wide);
    }
  }
}

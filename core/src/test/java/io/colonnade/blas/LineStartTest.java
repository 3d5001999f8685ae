package io.colonnade.blas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineStartTest {
  private long now;

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 8, 14})
  void isWhereReadingTakesLeast(int line) {
    Set<Integer> tried = new HashSet<>();
    int start =
        LineStart.find(
            Float.BYTES,
            index -> {
              tried.add(index);
              now += index == line ? 90 : 100;
            },
            () -> now);
    assertEquals(line, start);
    assertEquals(Set.of(0, 2, 4, 6, 8, 10, 12, 14), tried);
    assertEquals(
        line / 2, LineStart.find(Double.BYTES, i -> now += i == line / 2 ? 90 : 100, () -> now));
  }

  @Test
  void doesNotCountAnInterruption() {
    int[] reads = new int[1];
    int start =
        LineStart.find(
            Float.BYTES, i -> now += (i == 6 ? 70 : 100) + (reads[0]++ < 24 ? 1000 : 0), () -> now);
    assertEquals(6, start);
  }

  @Test
  void isNotLookedForInShortArrays() {
    assertEquals(0, LineStart.elements(2048 + 15, Float.BYTES));
    assertEquals(2048, LineStart.elements(2048 + 16, Float.BYTES));
    assertEquals(4096, LineStart.elements(1 << 20, Float.BYTES));
    assertEquals(2048, LineStart.elements(1 << 20, Double.BYTES));
    assertEquals(4096, LineStart.elements(Integer.MAX_VALUE, Float.BYTES));
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

package io.colonnade.gemm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DataType;
import io.colonnade.numeric.AlignedArray;
import io.colonnade.numeric.Arithmetic;
import org.junit.jupiter.api.Test;

class AlignedArrayTest {
  private int asked;

  private final LoopBlas blas =
      new LoopBlas() {
        @Override
        public int lineStart(float[] array) {
          asked++;
          return 2 * asked;
        }
      };

  @Test
  void looksForTheLineAgainAfterACollection() {
    AlignedArray<float[]> array = new AlignedArray<>(Arithmetic.of(DataType.FLOAT32), blas, 1000);
    assertEquals(2, array.start());
    int before = asked;
    for (int i = 0; i < 100 && asked == before; i++) {
      System.gc();
      array.start();
    }
    assertTrue(asked > before, "100 collections");
    assertEquals(2 * asked, array.start());
  }

  @Test
  void hasRoomWhereverItStarts() {
    AlignedArray<float[]> array = new AlignedArray<>(Arithmetic.of(DataType.FLOAT32), blas, 1000);
    assertEquals(1000, array.elements());
    assertTrue(array.array().length >= 1000 + AlignedArray.LINE);
    assertEquals(0, new AlignedArray<>(Arithmetic.of(DataType.FLOAT32), blas, 0).array().length);
  }

  @Test
  void roundsUpToWholeLines() {
    assertEquals(0, AlignedArray.wholeLines(0));
    assertEquals(16, AlignedArray.wholeLines(1));
    assertEquals(16, AlignedArray.wholeLines(16));
    assertEquals(1L << 40, AlignedArray.wholeLines((1L << 40) - 15));
  }
}

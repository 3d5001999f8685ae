package io.colonnade.gemm.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GemmBlocksTest {
  private static final GemmBlocks UNPACKED = GemmBlocks.of("openblas-0.3.31-SkylakeX");
  private static final GemmBlocks PACKED = GemmBlocks.of("openblas-0.3.31-Haswell");

  @Test
  void blocksKeepBelowTheirProduct() {
    for (int f : new int[] {1, 3, 64, 100, 512}) {
      for (int p : new int[] {1, 49, 196, 224, 3136, 50_000}) {
        for (int k : new int[] {1, 64, 147, 4608}) {
          for (GemmBlocks blocks : new GemmBlocks[] {UNPACKED, PACKED}) {
            boolean packed = blocks.packs(f, p, k, false);
            long fBlock = blocks.filters(f, p, k, packed);
            long pBlock = blocks.positions(f, p, k, (int) fBlock, packed);
            long kBlock = blocks.terms(k, (int) fBlock, (int) pBlock, packed);
            assertTrue(fBlock >= 1 && pBlock >= 1 && kBlock >= 1);
            long most = packed ? GemmBlocks.LONGEST : blocks.product();
            assertTrue(fBlock * pBlock * kBlock <= most, f + "x" + p + "x" + k);
            for (boolean rowsInner : new boolean[] {false, true}) {
              long rows = blocks.panelRows(f, k, p, rowsInner, false);
              long terms = blocks.panelTerms(k, p, rowsInner);
              long panel = rows * terms * blocks.panelPositions(p, rowsInner);
              assertTrue(packed || panel <= blocks.product(), f + "x" + p + "x" + k);
            }
          }
        }
      }
    }
  }

  @Test
  void panelsOfFewPositionsHaveMoreFilters() {
    assertEquals(64, UNPACKED.panelRows(512, 4608, 64, false, false));
    assertEquals(48, UNPACKED.panelRows(512, 4608, 65, false, false));
    assertEquals(48, UNPACKED.panelRows(512, 4608, 224, false, false));
    assertEquals(32, UNPACKED.panelRows(512, 4608, 225, false, false));
    assertEquals(64, UNPACKED.panelRows(512, 4608, 65, true, false));
    assertEquals(96, UNPACKED.panelRows(96, 16, 49, false, false));
  }

  @Test
  void longSumsOfFewPositionsAreTurnedOver() {
    assertTrue(UNPACKED.turns(49, 128));
    assertFalse(UNPACKED.turns(49, 127));
    assertTrue(UNPACKED.turns(64, 512));
    assertFalse(UNPACKED.turns(64, 511));
    assertTrue(UNPACKED.turns(1, 128));
    assertFalse(UNPACKED.turns(65, 4608));
    assertEquals(48, UNPACKED.panelRows(96, 16, 49, false, true));
    assertEquals(64, UNPACKED.panelRows(512, 4608, 49, false, true));
    assertEquals(64 * 64, GemmBlocks.tile());
  }

  @Test
  void longSumsOfFewResultsAreDivided() {
    assertEquals(3906, UNPACKED.mostTerms(16, 16));
    assertEquals(976, UNPACKED.mostTerms(32, 32));
    assertEquals(833, UNPACKED.mostTerms(32, 64));
    assertEquals(19_837, UNPACKED.mostTerms(71, 71));
    assertEquals(224, UNPACKED.mostTerms(1 << 20, 1 << 10));
    assertEquals(390_625, PACKED.mostTerms(16, 16));
  }

  @Test
  void sumsOfFewRowsAreDividedByResults() {
    assertEquals(72, UNPACKED.sums(16, 144, 448));
    assertEquals(24, UNPACKED.sums(48, 1152, 448));
    assertEquals(16, UNPACKED.sums(64, 75, 448));
    assertEquals(20, UNPACKED.sums(16, 144, 3000));
    assertEquals(27, UNPACKED.sums(27, 27, 448));
  }

  @Test
  void sumsThatArePackedAreWhole() {
    assertEquals(1152, UNPACKED.sums(49, 1152, 448));
    assertEquals(144, UNPACKED.sums(16, 144, 31));
    assertEquals(288, UNPACKED.sums(32, 288, 63));
    assertEquals(96, UNPACKED.sums(48, 96, 6272));
    assertEquals(144, PACKED.sums(16, 144, 448));
    assertEquals(668, UNPACKED.sums(512, 2000, 196));
  }

  @Test
  void productsOfFewTermsAreDividedByPositions() {
    assertTrue(UNPACKED.isWhole(64, 448, 3));
    assertFalse(UNPACKED.isWhole(64, 449, 3));
  }

  @Test
  void sizesNearTheLimitOfAnArrayDoNotOverflow() {
    int block = PACKED.positions(1, 2_100_000_000, 1, 1, true);
    assertTrue(block >= 1 && block <= 100_000_000, "" + block);
    assertEquals(2_100_000_000, Multiplier.next(2_000_000_000, block, 2_100_000_000));
  }
}

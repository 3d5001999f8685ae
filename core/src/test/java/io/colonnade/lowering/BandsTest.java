package io.colonnade.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class BandsTest {

  @Test
  void bandsFollowEachOtherAndKeepToTheLimit() {
    for (int height : new int[] {1, 2, 7, 12}) {
      for (int width : new int[] {1, 5, 16, 33}) {
        Window window = new Window(List.of(axis(height), axis(width)));
        for (int most : new int[] {1, 4, 16, 40, 1000}) {
          for (int multiple = 1; multiple <= 3; multiple++) {
            check(new Bands(window, most, multiple), height * width, most);
          }
        }
      }
    }
  }

  private static void check(Bands bands, int size, int most) {
    int next = 0;
    int largest = 0;
    for (int b = 0; b < bands.count(); b++) {
      assertEquals(next, bands.firstPosition(b));
      assertTrue(bands.positions(b) >= 1 && bands.positions(b) <= most);
      largest = Math.max(largest, bands.positions(b));
      next += bands.positions(b);
    }
    assertEquals(size, next);
    assertEquals(bands.maxPositions(), largest);
  }

  @Test
  void thereAreAsManyAsAskedForWhereThereIsEnoughToDivide() {
    Window square = new Window(List.of(axis(14), axis(14)));
    assertEquals(1, new Bands(square, 224, 1).count());
    assertEquals(2, new Bands(square, 224, 2).count());
    assertEquals(0, new Bands(square, 50, 2).count() % 2);
    Window line = new Window(List.of(axis(100)));
    assertEquals(2, new Bands(line, 1000, 2).count());
    assertEquals(4, new Bands(line, 25, 1).count());
  }

  @Test
  void rowsInThePaddingAreCoveredButNotOfABand() {
    Window window = new Window(List.of(Axis.floor(7, 1, 2, 3, 3, 1), axis(5)));
    for (int most : new int[] {1, 4, 5, 10, 1000}) {
      Bands bands = Bands.meetingInput(window, most, 2);
      assertEquals(15, bands.allPositions());
      assertEquals(10, bands.firstPosition(0));
      int last = bands.count() - 1;
      assertEquals(25, bands.firstPosition(last) + bands.positions(last));
      int covered = 0;
      for (int b = 0; b <= last; b++) {
        assertEquals(covered, bands.firstCovered(b));
        covered += bands.covered(b);
      }
      assertEquals(35, covered);
    }
  }

  @Test
  void rowsBetweenOthersStay() {
    Axis outer = Axis.floor(4, 1, 1, 1, 0, 1);
    Axis inner = Axis.floor(2, 1, 1, 0, 3, 1);
    Bands bands = Bands.meetingInput(new Window(List.of(outer, inner, axis(3))), 1000, 1);
    assertEquals(5 * 3, bands.firstPosition(0));
    assertEquals((4 * 5 + 2) * 3, bands.firstPosition(0) + bands.positions(0));
  }

  @Test
  void oneRowStaysWhereAllLieInThePadding() {
    Axis missing = Axis.floor(1, 1, 2, 1, 1, 1);
    Bands bands = Bands.meetingInput(new Window(List.of(missing, axis(3))), 1000, 1);
    assertEquals(1, bands.count());
    assertEquals(3, bands.positions(0));
    assertEquals(6, bands.covered(0));
  }

  @Test
  void planesNearTheLimitOfAnArrayAreCoveredToo() {
    Bands bands = new Bands(new Window(List.of(axis(2_100_000_000))), 2_100_000_000, 2);
    assertEquals(2, bands.count());
    assertEquals(1_050_000_000, bands.firstPosition(1));
    assertEquals(2_100_000_000, bands.firstPosition(1) + bands.positions(1));
  }

  private static Axis axis(long size) {
    return Axis.floor(size, 1, 1, 0, 0, 1);
  }
}

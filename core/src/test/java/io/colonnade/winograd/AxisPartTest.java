package io.colonnade.winograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AxisPartTest {

  @Test
  void everyTapIsInOnePart() {
    for (int kernel = 1; kernel <= 20; kernel++) {
      for (int stride = 1; stride <= 6; stride++) {
        for (boolean turned : new boolean[] {false, true}) {
          List<AxisPart> parts = AxisPart.all(MinimalFilter.F4, kernel, stride, turned);
          assertEquals(parts.size(), AxisPart.count(kernel, stride));
          long whole = parts.stream().filter(part -> part.taps() == MinimalFilter.TAPS).count();
          assertEquals(whole, AxisPart.countWhole(kernel, stride));
          List<Integer> taps = new ArrayList<>();
          for (AxisPart part : parts) {
            IntStream.range(0, MinimalFilter.TAPS)
                .map(part::tap)
                .filter(t -> t >= 0)
                .forEach(taps::add);
          }
          List<Integer> all = IntStream.range(0, kernel).boxed().toList();
          assertEquals(all, taps.stream().sorted().toList());
        }
      }
    }
  }

  @Test
  void tapsOfAPartAreTheStrideApart() {
    List<AxisPart> parts = AxisPart.all(MinimalFilter.F2, 7, 2, false);
    List<List<Integer>> taps =
        parts.stream().map(part -> IntStream.range(0, 3).map(part::tap).boxed().toList()).toList();
    assertEquals(List.of(List.of(0, 2, 4), List.of(1, 3, 5), List.of(-1, 6, -1)), taps);
    AxisPart turned = AxisPart.all(MinimalFilter.F2, 5, 1, true).get(1);
    assertEquals(List.of(1, 0, -1), IntStream.range(0, 3).map(turned::tap).boxed().toList());
  }

  /** Parts of every number of taps that a filter takes. */
  private static List<AxisPart> parts(MinimalFilter filter) {
    return AxisPart.all(filter, filter == MinimalFilter.F1 ? 1 : 9, 2, false);
  }

  /** The points at which no filter of three taps with such zeros is anything but zero. */
  @ParameterizedTest
  @EnumSource
  void filtersAreZeroOutsideThePointsOfTheirPart(MinimalFilter filter) {
    double[][] g = filter.filter().matrix();
    for (AxisPart part : parts(filter)) {
      for (int k = 0; k < filter.cells(); k++) {
        double sum = 0;
        for (int j = 0; j < filter.taps(); j++) {
          sum += part.tap(j) < 0 ? 0 : Math.abs(g[k][j]);
        }
        boolean has = k >= part.firstPoint() && k < part.endPoint();
        assertEquals(has, sum > 0, part + " at point " + k);
      }
    }
  }

  /** Nor does any of its points read a cell that the part does not see. */
  @ParameterizedTest
  @EnumSource
  void pointsOfAPartReadCellsThatItSees(MinimalFilter filter) {
    double[][] b = filter.input().matrix();
    for (AxisPart part : parts(filter)) {
      for (int k = part.firstPoint(); k < part.endPoint(); k++) {
        for (int cell = 0; cell < filter.cells(); cell++) {
          boolean sees = cell >= part.firstPoint() && cell < part.endPoint();
          assertTrue(sees || b[k][cell] == 0, part + ": point " + k + ", cell " + cell);
        }
      }
    }
  }
}

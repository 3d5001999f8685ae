package io.colonnade.winograd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisPartTest {

  @Test
  void everyTapIsInOnePart() {
    for (int kernel = 1; kernel <= 20; kernel++) {
      for (int stride = 1; stride <= 6; stride++) {
        for (boolean turned : new boolean[] {false, true}) {
          List<AxisPart> parts = AxisPart.all(kernel, stride, turned);
          assertEquals(parts.size(), AxisPart.count(kernel, stride));
          List<Integer> taps = new ArrayList<>();
          for (AxisPart part : parts) {
            IntStream.range(0, AxisPart.TAPS).map(part::tap).filter(t -> t >= 0).forEach(taps::add);
          }
          List<Integer> all = IntStream.range(0, kernel).boxed().toList();
          assertEquals(all, taps.stream().sorted().toList());
        }
      }
    }
  }

  @Test
  void tapsOfAPartAreTheStrideApart() {
    List<AxisPart> parts = AxisPart.all(7, 2, false);
    List<List<Integer>> taps =
        parts.stream().map(part -> IntStream.range(0, 3).map(part::tap).boxed().toList()).toList();
    assertEquals(List.of(List.of(0, 2, 4), List.of(6, -1, -1), List.of(1, 3, 5)), taps);
    AxisPart turned = AxisPart.all(5, 1, true).get(1);
    assertEquals(List.of(1, 0, -1), IntStream.range(0, 3).map(turned::tap).boxed().toList());
  }

  @ParameterizedTest
  @CsvSource({"3, 1, 0", "5, 1, 1", "5, 2, 1", "7, 1, 2", "4, 2, 2", "6, 2, 0", "1, 1, 2"})
  void zerosReachBehindTheLastTap(int kernel, int stride, int beyond) {
    assertEquals(beyond, AxisPart.beyond(kernel, stride));
  }
}

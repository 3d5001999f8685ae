package io.colonnade.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mode written out, before the input, in it and behind it. */
class PaddingModeTest {

  @ParameterizedTest
  @CsvSource({
    "ZEROS, .. abc ..",
    "ZEROS, ... a ...",
    "REFLECT, cb abc ba",
    "REFLECT, dcb abcd cba",
    "REFLECT, bababab ab ababab",
    "REFLECT, bcbabcb abc babcbab",
    "REFLECT, aaa a aaaa",
    "REPLICATE, aa abc cc",
    "REPLICATE, aaaaa ab bbbbbb",
    "REPLICATE, aaa a aa",
    "CIRCULAR, bc abc ab",
    "CIRCULAR, cabcabc abc abcabca",
    "CIRCULAR, babab ab abab",
    "CIRCULAR, aa a aaa"
  })
  void cellsBesideTheInput(PaddingMode mode, String padded) {
    String[] parts = padded.split(" ", -1);
    int begin = parts[0].length();
    int input = parts[1].length();
    assertEquals(parts[0], read(mode, input, -begin, 0));
    assertEquals(parts[1], read(mode, input, 0, input));
    assertEquals(parts[2], read(mode, input, input, input + parts[2].length()));
  }

  @ParameterizedTest
  @EnumSource
  void theInputItselfIsRead(PaddingMode mode) {
    for (int input = 1; input < 6; input++) {
      for (int i = 0; i < input; i++) {
        assertEquals(i, mode.cell(i, input));
      }
    }
  }

  private static String read(PaddingMode mode, int input, int from, int to) {
    return IntStream.range(from, to)
        .mapToLong(i -> mode.cell(i, input))
        .mapToObj(cell -> cell < 0 ? "." : Character.toString((int) ('a' + cell)))
        .collect(Collectors.joining());
  }
}

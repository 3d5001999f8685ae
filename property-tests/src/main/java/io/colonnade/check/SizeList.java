package io.colonnade.check;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Sizes as a case states them: decimal numbers joined by commas. */
final class SizeList {
  private static final Pattern FORM = Pattern.compile("\\d{1,18}(,\\d{1,18})*");

  private SizeList() {}

  /** The sizes in {@code text}, none where it is empty. */
  static long[] parse(String name, String text) {
    if (text.isEmpty()) {
      return new long[0];
    }
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s=%s: must be sizes joined by commas".formatted(name, text));
    }
    return Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
  }
}

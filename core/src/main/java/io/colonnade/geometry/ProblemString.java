package io.colonnade.geometry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Prints and parses the canonical problem strings, see {@link ConvolutionProblem#toString()} and
 * {@link PoolingProblem#toString()}.
 */
final class ProblemString {
  private static final Pattern FIELD =
      Pattern.compile("([a-z])(\\d{1,19}(?::\\d{1,19})?(?:x\\d{1,19}(?::\\d{1,19})?)*)");
  private static final String CEIL = "ceil";

  private ProblemString() {}

  static String format(ConvolutionProblem p) {
    StringBuilder s = counts(p.batch(), p.channels(), p.filters(), p.groups());
    append(s, p.window(), Axis::input);
    if (!p.window().axes().stream().allMatch(Axis::sizedByFloor)) {
      s.append("_o").append(join(p.window(), a -> "" + a.output()));
    }
    appendWord(s, p.paddingMode(), PaddingMode.ZEROS);
    appendLayouts(s, p);
    return s.toString();
  }

  static String format(TransposedProblem p) {
    StringBuilder s = counts(p.batch(), p.channels(), p.filters(), p.groups());
    Window window = p.adjoint().window();
    append(s, window, Axis::output);
    if (!Arrays.equals(
        p.naturalOutput(), window.axes().stream().mapToLong(Axis::input).toArray())) {
      s.append("_o").append(join(window, a -> "" + a.input()));
    }
    appendLayouts(s, p.adjoint());
    return s.toString();
  }

  private static StringBuilder counts(long batch, long channels, long filters, long groups) {
    StringBuilder s = new StringBuilder();
    s.append('n').append(batch).append("_c").append(channels).append("_f").append(filters);
    return groups == 1 ? s : s.append("_g").append(groups);
  }

  private static void appendLayouts(StringBuilder s, ConvolutionProblem p) {
    appendWord(s, p.layout(), Layout.CHANNELS_FIRST);
    appendWord(s, p.filterLayout(), FilterLayout.FILTERS_FIRST);
  }

  static String format(PoolingProblem p) {
    StringBuilder s = new StringBuilder();
    s.append('n').append(p.batch()).append("_c").append(p.channels());
    append(s, p.window(), Axis::input);
    appendWord(s, p.layout(), Layout.CHANNELS_FIRST);
    return s.append(p.ceilMode() ? "_" + CEIL : "").toString();
  }

  private static void appendWord(StringBuilder s, Enum<?> value, Enum<?> byDefault) {
    if (value != byDefault) {
      s.append('_').append(word(value));
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Takes the word of one of {@code values} out of {@code parts}, the first value's if there is
   * none.
   */
  private static <E extends Enum<E>> E takeWord(List<String> parts, E[] values) {
    for (E value : values) {
      if (parts.remove(word(value))) {
        return value;
      }
    }
    return values[0];
  }

  private static void append(StringBuilder s, Window window, ToLongFunction<Axis> input) {
    s.append("_i").append(join(window, a -> "" + input.applyAsLong(a)));
    s.append("_k").append(join(window, a -> "" + a.kernel()));
    appendUnlessDefault(s, "_s", "1", window, a -> "" + a.stride());
    appendUnlessDefault(s, "_p", "0", window, ProblemString::padding);
    appendUnlessDefault(s, "_d", "1", window, a -> "" + a.dilation());
  }

  private static String padding(Axis a) {
    return a.paddingBegin() == a.paddingEnd()
        ? "" + a.paddingBegin()
        : a.paddingBegin() + ":" + a.paddingEnd();
  }

  private static String join(Window window, Function<Axis, String> size) {
    return window.axes().stream().map(size).collect(Collectors.joining("x"));
  }

  private static void appendUnlessDefault(
      StringBuilder s, String key, String byDefault, Window window, Function<Axis, String> size) {
    var values = window.axes().stream().map(size).distinct().toList();
    if (values.size() > 1) {
      s.append(key).append(join(window, size));
    } else if (!values.get(0).equals(byDefault)) {
      s.append(key).append(values.get(0));
    }
  }

  static ConvolutionProblem parse(String text) {
    List<String> parts = parts(text);
    var builder =
        ConvolutionProblem.builder()
            .paddingMode(takeWord(parts, PaddingMode.values()))
            .layout(takeWord(parts, Layout.values()))
            .filterLayout(takeWord(parts, FilterLayout.values()));
    Map<String, String> fields = fields(text, parts, "ncfgikspdo");
    builder.filters(one(text, fields, "f", null)).groups(one(text, fields, "g", "1"));
    if (fields.containsKey("o")) {
      builder.output(many(text, fields, "o", null));
    }
    return read(text, fields, builder).build();
  }

  static PoolingProblem parsePooling(String text) {
    List<String> parts = parts(text);
    var builder =
        PoolingProblem.builder()
            .layout(takeWord(parts, Layout.values()))
            .ceilMode(parts.remove(CEIL));
    return read(text, fields(text, parts, "ncikspd"), builder).build();
  }

  static TransposedProblem parseTransposed(String text) {
    List<String> parts = parts(text);
    var builder =
        TransposedProblem.builder()
            .layout(takeWord(parts, Layout.values()))
            .filterLayout(takeWord(parts, FilterLayout.values()));
    Map<String, String> fields = fields(text, parts, "ncfgikspdo");
    builder.filters(one(text, fields, "f", null)).groups(one(text, fields, "g", "1"));
    if (fields.containsKey("o")) {
      builder.output(many(text, fields, "o", null));
    }
    return read(text, fields, builder).build();
  }

  private static List<String> parts(String text) {
    return new ArrayList<>(List.of(text.strip().split("_", -1)));
  }

  private static Map<String, String> fields(String text, List<String> parts, String keys) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String part : parts) {
      Matcher m = FIELD.matcher(part);
      if (!m.matches() || keys.indexOf(m.group(1).charAt(0)) < 0) {
        throw malformed(text, "cannot read '" + part + "'");
      }
      if (fields.put(m.group(1), m.group(2)) != null) {
        throw malformed(text, "'" + m.group(1) + "' is given twice");
      }
    }
    return fields;
  }

  private static <B extends ProblemBuilder<B>> B read(
      String text, Map<String, String> fields, B builder) {
    String[] padding = field(text, fields, "p", "0").split("x", -1);
    long[] begin = new long[padding.length];
    long[] end = new long[padding.length];
    for (int i = 0; i < padding.length; i++) {
      int colon = padding[i].indexOf(':');
      begin[i] = number(text, colon < 0 ? padding[i] : padding[i].substring(0, colon));
      end[i] = number(text, padding[i].substring(colon + 1));
    }
    return builder
        .batch(one(text, fields, "n", "1"))
        .channels(one(text, fields, "c", null))
        .input(many(text, fields, "i", null))
        .kernel(many(text, fields, "k", null))
        .stride(many(text, fields, "s", "1"))
        .dilation(many(text, fields, "d", "1"))
        .padding(begin, end);
  }

  private static String field(
      String text, Map<String, String> fields, String key, @Nullable String byDefault) {
    String value = fields.getOrDefault(key, byDefault);
    if (value == null) {
      throw malformed(text, "'" + key + "' is missing");
    }
    return value;
  }

  private static long one(
      String text, Map<String, String> fields, String key, @Nullable String byDefault) {
    return number(text, field(text, fields, key, byDefault));
  }

  private static long[] many(
      String text, Map<String, String> fields, String key, @Nullable String byDefault) {
    String[] parts = field(text, fields, key, byDefault).split("x", -1);
    long[] values = new long[parts.length];
    for (int i = 0; i < parts.length; i++) {
      values[i] = number(text, parts[i]);
    }
    return values;
  }

  private static long number(String text, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw malformed(text, "cannot read '" + digits + "' as a size");
    }
  }

  private static IllegalArgumentException malformed(String text, String why) {
    String form =
        "problem='%s': %s; expected a form like n1_c64_f128_g1_i56x56_k3x3_s2_p1_d1, for pooling"
            + " n1_c64_i112x112_k3x3_s2_p1_ceil";
    return new IllegalArgumentException(form.formatted(text, why));
  }
}

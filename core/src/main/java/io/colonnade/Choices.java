package io.colonnade;

import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which algorithm is the fastest for a pass, as {@linkplain PlanOptions#MEASURE measuring} plans
 * have found: kept here, used again by later plans, and carried to other processes as lines of
 * text.
 *
 * <p>A choice holds for one problem, pass, element type, number of threads, kind of filters and
 * library on one kind of CPU; elsewhere it is not looked at. Thread-safe.
 */
public final class Choices {
  private static final String SEPARATOR = " ";
  private static final int FIELDS = 7;

  private final Map<String, String> algorithms = new ConcurrentSkipListMap<>();

  /** No choices yet. */
  public Choices() {}

  /**
   * The choices that {@link #lines} wrote.
   *
   * @throws IllegalArgumentException if a line does not have the form of one
   */
  public static Choices parse(List<String> lines) {
    Choices choices = new Choices();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int end = line.lastIndexOf(SEPARATOR);
      if (line.split(SEPARATOR, -1).length != FIELDS) {
        throw new IllegalArgumentException(
            "line %d=%s: must have %d fields, separated by a space each: library, dtype, threads, filters, pass, problem, algorithm"
                .formatted(i + 1, line, FIELDS));
      }
      choices.algorithms.put(line.substring(0, end), line.substring(end + 1));
    }
    return choices;
  }

  /**
   * One line for each choice, sorted: library, element type, threads, {@code prepared} or {@code
   * each-call} filters, pass, problem, algorithm.
   */
  public List<String> lines() {
    return algorithms.entrySet().stream()
        .map(entry -> entry.getKey() + SEPARATOR + entry.getValue())
        .toList();
  }

  /**
   * The choice for a pass.
   *
   * @param library what multiplies the matrices, and on what CPU
   */
  public Optional<String> find(
      String library,
      ConvolutionProblem problem,
      DataType<?> type,
      PlanOptions options,
      Pass pass) {
    return Optional.ofNullable(algorithms.get(key(library, problem, type, options, pass)));
  }

  /** Keeps a choice, in place of what was chosen before. */
  public void put(
      String library,
      ConvolutionProblem problem,
      DataType<?> type,
      PlanOptions options,
      Pass pass,
      String algorithm) {
    algorithms.put(key(library, problem, type, options, pass), algorithm);
  }

  private static String key(
      String library,
      ConvolutionProblem problem,
      DataType<?> type,
      PlanOptions options,
      Pass pass) {
    return String.join(
        SEPARATOR,
        library.replace(SEPARATOR, "-"),
        type.id(),
        Integer.toString(options.threads()),
        options.preparedFilters() ? "prepared" : "each-call",
        pass.id(),
        problem.toString());
  }
}

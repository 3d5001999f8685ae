package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run of the benchmark found out.
 *
 * @param environment where it ran
 * @param roofs what the machine can do, for each element type and number of threads that were
 *     measured
 * @param aaCheck how far the figures can be trusted; {@code null} where nothing was measured
 * @param results one row for each condition, layer and backend; rows of the same conditions follow
 *     each other, layer by layer
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Report(
    Environment environment, List<Roof> roofs, @Nullable AaCheck aaCheck, List<Result> results) {

  /** Copies the lists. */
  public Report {
    roofs = List.copyOf(roofs);
    results = List.copyOf(results);
    if (results.isEmpty()) {
      throw new IllegalArgumentException("results=[]: must have at least one row");
    }
  }

  /** The conditions, in the order of their first rows. */
  public List<Conditions> conditions() {
    return results.stream().map(Result::conditions).distinct().toList();
  }

  /** The backends, in the order of their first rows. */
  public List<String> backends() {
    return results.stream().map(Result::backend).distinct().toList();
  }

  /** The rows of {@code conditions}. */
  public List<Result> results(Conditions conditions) {
    return results.stream().filter(row -> row.conditions().equals(conditions)).toList();
  }
}

package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run of the benchmark found out.
 *
 * @param environment where it ran
 * @param aaCheck how far the figures can be trusted; {@code null} where nothing was measured
 * @param results one row for each layer and backend
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Report(Environment environment, @Nullable AaCheck aaCheck, List<Result> results) {

  /** Copies the list. */
  public Report {
    results = List.copyOf(results);
    if (results.isEmpty()) {
      throw new IllegalArgumentException("results=[]: must have at least one row");
    }
  }

  /** The backends, in the order of their first rows. */
  public List<String> backends() {
    return results.stream().map(Result::backend).distinct().toList();
  }
}

package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/**
 * How far the machine can be trusted: in every layer one backend is measured twice, as two entries;
 * they differ by what the measurement cannot tell apart. A difference is that of the larger time
 * from the smaller, as a fraction of the smaller.
 *
 * @param backend the backend
 * @param medianDifference the median over the layers
 * @param worstDifference the largest
 * @param worstLayer the layer with the largest
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AaCheck(
    String backend, double medianDifference, double worstDifference, String worstLayer) {

  /** The check over all rows that were entered twice, or {@code null} where none was. */
  public static @Nullable AaCheck of(List<Result> results) {
    List<Result> twice = results.stream().filter(row -> row.figures().aaRatio() != null).toList();
    if (twice.isEmpty()) {
      return null;
    }
    Result worst = Collections.max(twice, Comparator.comparingDouble(AaCheck::difference));
    return new AaCheck(
        worst.backend(),
        Median.withDefaults().evaluate(twice.stream().mapToDouble(AaCheck::difference).toArray()),
        difference(worst),
        worst.layer());
  }

  private static double difference(Result row) {
    double ratio = Objects.requireNonNull(row.figures().aaRatio());
    return Math.max(ratio, 1 / ratio) - 1;
  }

  /** One line. */
  @Override
  public String toString() {
    return "A/A (%s against itself): %.1f %% apart in the median, %.1f %% at most (%s)"
        .formatted(backend, 100 * medianDifference, 100 * worstDifference, worstLayer);
  }
}

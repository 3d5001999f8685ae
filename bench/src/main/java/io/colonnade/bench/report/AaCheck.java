package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.colonnade.bench.throughput.LayerTimings;
import io.colonnade.bench.throughput.LayerTimings.SameAgain;
import java.util.ArrayList;
import java.util.List;
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

  /** The check over all layers that were measured, or {@code null} where none was. */
  public static @Nullable AaCheck of(List<LayerTimings> layers) {
    List<Double> differences = new ArrayList<>();
    double worst = -1;
    String worstLayer = "";
    String backend = "";
    for (LayerTimings layer : layers) {
      SameAgain again = layer.again();
      if (again == null) {
        continue;
      }
      double difference = Math.max(again.ratio(), 1 / again.ratio()) - 1;
      differences.add(difference);
      backend = again.backend();
      if (difference > worst) {
        worst = difference;
        worstLayer = layer.layer().name();
      }
    }
    if (differences.isEmpty()) {
      return null;
    }
    double[] values = differences.stream().mapToDouble(Double::doubleValue).toArray();
    return new AaCheck(backend, Median.withDefaults().evaluate(values), worst, worstLayer);
  }

  /** One line. */
  @Override
  public String toString() {
    return "A/A (%s against itself): %.1f %% apart in the median, %.1f %% at most (%s)"
        .formatted(backend, 100 * medianDifference, 100 * worstDifference, worstLayer);
  }
}

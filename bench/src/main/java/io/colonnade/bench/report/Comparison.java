package io.colonnade.bench.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A peer beside the base, over the layers of one network under the same conditions. Ratios are the
 * peer's time / the base's, so above 1 the base is ahead.
 *
 * @param base the backend that the peer is compared with
 * @param peer the peer
 * @param layers the layers that both were measured on
 * @param ofLayers all layers
 * @param geometricMean of the layers' ratios, each layer counted once; {@code null} where there is
 *     no layer
 * @param baseSeconds the base over these layers, each as often as the network has it
 * @param peerSeconds the same of the peer
 */
public record Comparison(
    String base,
    String peer,
    int layers,
    int ofLayers,
    @Nullable Double geometricMean,
    double baseSeconds,
    double peerSeconds) {

  /**
   * {@code peer} beside {@code base}.
   *
   * @param results rows of the same conditions
   */
  public static Comparison of(List<Result> results, String base, String peer) {
    Map<String, Result> baseRows = rows(results, base);
    Map<String, Result> peerRows = rows(results, peer);
    List<Double> logarithms = new ArrayList<>();
    double baseSeconds = 0;
    double peerSeconds = 0;
    for (Result one : baseRows.values()) {
      Result other = peerRows.get(one.layer());
      Double ratio = ratio(one, other);
      if (ratio != null) {
        logarithms.add(Math.log(ratio));
        baseSeconds += one.repeat() * requireNonNull(one.figures().seconds());
        peerSeconds += one.repeat() * requireNonNull(requireNonNull(other).figures().seconds());
      }
    }
    double sum = logarithms.stream().mapToDouble(Double::doubleValue).sum();
    return new Comparison(
        base,
        peer,
        logarithms.size(),
        baseRows.size(),
        logarithms.isEmpty() ? null : Math.exp(sum / logarithms.size()),
        baseSeconds,
        peerSeconds);
  }

  /** Of the sums over the network; {@code null} where there is no layer. */
  public @Nullable Double totalRatio() {
    return layers == 0 ? null : peerSeconds / baseSeconds;
  }

  /** The ratio of a layer; {@code null} where one of the two was not measured. */
  static @Nullable Double ratio(@Nullable Result base, @Nullable Result peer) {
    Double one = base == null ? null : base.figures().seconds();
    Double other = peer == null ? null : peer.figures().seconds();
    return one == null || other == null ? null : other / one;
  }

  /** The rows of {@code backend} by layer, in their order. */
  static Map<String, Result> rows(List<Result> results, String backend) {
    Map<String, Result> rows = new LinkedHashMap<>();
    for (Result result : results) {
      if (result.backend().equals(backend)) {
        rows.put(result.layer(), result);
      }
    }
    return rows;
  }
}

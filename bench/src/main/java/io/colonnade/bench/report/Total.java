package io.colonnade.bench.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A backend over a whole network: the layers that it supports, each as often as the network has it.
 *
 * @param backend the backend
 * @param layers the layers that it supports
 * @param ofLayers all layers
 * @param seconds the sum of repeat · seconds
 * @param gflops operations of these layers over that time
 * @param ceilingShare time at the ceiling / time, over the layers that have a ceiling; {@code null}
 *     where none has
 */
record Total(
    String backend,
    int layers,
    int ofLayers,
    double seconds,
    double gflops,
    @Nullable Double ceilingShare) {

  /** The total of {@code backend} among {@code results}. */
  static Total of(String backend, List<Result> results) {
    List<Result> all = results.stream().filter(r -> r.backend().equals(backend)).toList();
    List<Result> run = all.stream().filter(Result::measured).toList();
    double seconds = run.stream().mapToDouble(Total::seconds).sum();
    double flops = run.stream().mapToDouble(r -> (double) r.repeat() * r.flops()).sum();
    List<Result> bounded = run.stream().filter(r -> r.figures().ceilingGflops() != null).toList();
    Double share =
        bounded.isEmpty()
            ? null
            : bounded.stream().mapToDouble(Total::ceilingSeconds).sum()
                / bounded.stream().mapToDouble(Total::seconds).sum();
    return new Total(
        backend, run.size(), all.size(), seconds, Figures.gflops(flops, seconds), share);
  }

  private static double seconds(Result result) {
    return result.repeat() * Objects.requireNonNull(result.figures().seconds());
  }

  private static double ceilingSeconds(Result result) {
    return seconds(result)
        * Objects.requireNonNull(result.figures().gflops())
        / Objects.requireNonNull(result.figures().ceilingGflops());
  }
}

package io.colonnade.bench.throughput;

import static java.util.Comparator.comparingDouble;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.LayerTimings.Ceiling;
import io.colonnade.bench.throughput.LayerTimings.Run;
import io.colonnade.bench.throughput.LayerTimings.SameAgain;
import io.colonnade.blas.Blas;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

/**
 * Measures one workload of layers: every backend, the first one a second time, and the ceiling's
 * GEMMs, all against each other.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class LayerBenchmark<A> implements AutoCloseable {
  private final List<ConvolutionBackend> backends;
  private final Workload workload;
  private final DataType<A> type;
  private final PlanOptions options;
  private final Sampler sampler;
  private final Threads threads;
  private final GemmCeiling<A> ceiling;

  /**
   * A benchmark with threads of its own for the ceiling, as many as {@code options} grants the
   * backends.
   *
   * @param backends what to compare, at least one
   * @param workload what to time
   * @param type the element type
   * @param options options of all plans
   * @param blas the GEMM of the ceiling
   * @param sampling how long to measure
   */
  public LayerBenchmark(
      List<ConvolutionBackend> backends,
      Workload workload,
      DataType<A> type,
      PlanOptions options,
      Blas blas,
      Sampling sampling) {
    this.backends = List.copyOf(backends);
    this.workload = workload;
    this.type = type;
    this.options = options;
    this.sampler = new Sampler(sampling);
    this.threads = new Threads(options.threads());
    this.ceiling = new GemmCeiling<>(blas, type, threads);
  }

  /** A backend's plan and what is timed of it. */
  private record Entry(ConvolutionPlan<?> plan, Runnable call, Contender contender) {}

  /**
   * Measures {@code layer}.
   *
   * @param progress told, now and then, how far it has come, from 0 to 1
   * @throws IllegalStateException if a backend leaves an output element unwritten or not finite
   */
  public LayerTimings run(Layer layer, DoubleConsumer progress) {
    ConvolutionProblem problem = layer.problem();
    Tensors<A> tensors = new Tensors<>(problem, type);
    Map<ConvolutionBackend, Entry> entries = new LinkedHashMap<>();
    for (ConvolutionBackend backend : backends) {
      if (workload.supportedBy(backend, problem, type)) {
        entries.put(backend, entry(backend, problem, tensors));
      }
    }
    if (entries.isEmpty()) {
      return new LayerTimings(layer, backendTimings(entries, Map.of()), null, null);
    }
    Entry first = entries.values().iterator().next();
    Contender again = Contender.of(first.contender.name(), first.call);
    List<List<Contender>> gemms =
        GemmCeiling.exists(problem)
            ? workload.passes().stream().map(pass -> ceiling.contenders(problem, pass)).toList()
            : List.of();
    List<Contender> contenders = new ArrayList<>();
    entries.values().forEach(entry -> contenders.add(entry.contender));
    contenders.add(again);
    gemms.forEach(contenders::addAll);
    Map<Contender, Timing> timings = sampler.time(contenders, progress);
    return new LayerTimings(
        layer,
        backendTimings(entries, timings),
        gemms.isEmpty() ? null : best(gemms, timings),
        new SameAgain(again.name(), seconds(again, timings) / seconds(first.contender, timings)));
  }

  private Entry entry(ConvolutionBackend backend, ConvolutionProblem problem, Tensors<A> tensors) {
    var planned = new PlannedLayer<>(backend.plan(problem, type, options), tensors);
    for (Pass pass : workload.passes()) {
      tensors.poison(pass);
      planned.run(pass);
      if (!tensors.finite(pass)) {
        throw new IllegalStateException(
            "backend=%s, %s of %s: wrote a result that is not finite, or left elements unwritten"
                .formatted(backend.name(), pass, problem));
      }
    }
    Runnable call = () -> workload.passes().forEach(planned::run);
    return new Entry(planned.plan(), call, Contender.of(backend.name(), call));
  }

  private List<BackendTiming> backendTimings(
      Map<ConvolutionBackend, Entry> entries, Map<Contender, Timing> timings) {
    List<BackendTiming> result = new ArrayList<>();
    for (ConvolutionBackend backend : backends) {
      Entry entry = entries.get(backend);
      result.add(
          new BackendTiming(
              backend.name(),
              entry == null ? null : run(entry.plan, timing(entry.contender, timings))));
    }
    return result;
  }

  private Run run(ConvolutionPlan<?> plan, Timing timing) {
    List<Explanation> explanations = workload.passes().stream().map(plan::explain).toList();
    return new Run(
        timing,
        explanations.stream()
            .map(Explanation::algorithm)
            .distinct()
            .collect(Collectors.joining("+")),
        explanations.stream().mapToLong(Explanation::workspaceBytes).max().orElse(0));
  }

  /** The fastest GEMM of each pass, the passes' times added up. */
  private static Ceiling best(List<List<Contender>> gemms, Map<Contender, Timing> timings) {
    List<Contender> best =
        gemms.stream()
            .map(pass -> Collections.min(pass, comparingDouble(gemm -> seconds(gemm, timings))))
            .toList();
    return new Ceiling(
        best.stream().mapToDouble(gemm -> seconds(gemm, timings)).sum(),
        best.stream().map(Contender::name).distinct().collect(Collectors.joining(" + ")));
  }

  private static double seconds(Contender contender, Map<Contender, Timing> timings) {
    return timing(contender, timings).seconds();
  }

  private static Timing timing(Contender contender, Map<Contender, Timing> timings) {
    return Objects.requireNonNull(timings.get(contender), contender.name());
  }

  @Override
  public void close() {
    threads.close();
  }
}

package io.colonnade.bench.throughput;

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
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private record Entry(ConvolutionBackend backend, ConvolutionPlan<?> plan, Contender contender) {}

  /**
   * Measures {@code layer}.
   *
   * @param progress told, now and then, how far it has come, from 0 to 1
   * @throws IllegalStateException if a backend leaves an output element unwritten or not finite
   */
  public LayerTimings run(Layer layer, DoubleConsumer progress) {
    ConvolutionProblem problem = layer.problem();
    Tensors<A> tensors = new Tensors<>(problem, type);
    List<Entry> entries = new ArrayList<>();
    for (ConvolutionBackend backend : backends) {
      if (workload.supportedBy(backend, problem, type)) {
        entries.add(entry(backend, problem, tensors));
      }
    }
    if (entries.isEmpty()) {
      return new LayerTimings(layer, unsupported(), null, null);
    }
    List<Contender> contenders = new ArrayList<>();
    entries.forEach(entry -> contenders.add(entry.contender));
    contenders.add(entries.get(0).contender);
    List<List<Contender>> gemms =
        GemmCeiling.exists(problem)
            ? workload.passes().stream().map(pass -> ceiling.contenders(problem, pass)).toList()
            : List.of();
    gemms.forEach(contenders::addAll);
    List<Timing> timings = sampler.time(contenders, progress);
    int firstGemm = entries.size() + 1;
    return new LayerTimings(
        layer,
        backendTimings(entries, timings),
        best(gemms, timings.subList(firstGemm, timings.size())),
        new SameAgain(
            entries.get(0).backend.name(),
            timings.get(entries.size()).seconds() / timings.get(0).seconds()));
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
    return new Entry(backend, planned.plan(), Contender.of(backend.name(), call));
  }

  private List<BackendTiming> unsupported() {
    return backends.stream().map(backend -> new BackendTiming(backend.name(), null)).toList();
  }

  private List<BackendTiming> backendTimings(List<Entry> entries, List<Timing> timings) {
    List<BackendTiming> result = new ArrayList<>();
    int next = 0;
    for (ConvolutionBackend backend : backends) {
      boolean measured = next < entries.size() && entries.get(next).backend == backend;
      Run run = measured ? run(entries.get(next).plan, timings.get(next)) : null;
      next += measured ? 1 : 0;
      result.add(new BackendTiming(backend.name(), run));
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
  private static @Nullable Ceiling best(List<List<Contender>> gemms, List<Timing> timings) {
    if (gemms.isEmpty()) {
      return null;
    }
    double seconds = 0;
    List<String> names = new ArrayList<>();
    int begin = 0;
    for (List<Contender> pass : gemms) {
      int best = begin;
      for (int i = begin; i < begin + pass.size(); i++) {
        best = timings.get(i).seconds() < timings.get(best).seconds() ? i : best;
      }
      seconds += timings.get(best).seconds();
      names.add(pass.get(best - begin).name());
      begin += pass.size();
    }
    return new Ceiling(seconds, names.stream().distinct().collect(Collectors.joining(" + ")));
  }

  @Override
  public void close() {
    threads.close();
  }
}

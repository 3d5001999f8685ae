package io.colonnade.bench.throughput;

import static java.util.Objects.requireNonNull;

import io.colonnade.DataType;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.LayerTimings.Ceiling;
import io.colonnade.bench.throughput.LayerTimings.Run;
import io.colonnade.bench.throughput.LayerTimings.SameAgain;
import io.colonnade.bench.throughput.Sampler.Outcome;
import io.colonnade.blas.Blas;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Measures layers under one set of conditions: every backend, the first one a second time, and the
 * ceiling's GEMMs, all against each other.
 */
public final class LayerBenchmark implements AutoCloseable {
  private static final Map<String, Long> FLOP_LIMITS = Map.of("reference", 20_000_000L);

  private final List<Runner> runners;
  private final Runner twin;
  private final Conduct conduct;
  private final Threads threads;
  private final GemmCeiling<?> ceiling;

  /**
   * How calls are made.
   *
   * @param workload what one call does
   * @param type the element type
   * @param threads threads of one call
   * @param mode where the tensors lie
   * @param filters when filters are brought into the backends' layouts
   */
  public record Conduct(
      Workload workload, DataType<?> type, int threads, Mode mode, Filters filters) {

    private Job job(ConvolutionProblem problem) {
      return new Job(problem.toString(), workload, type.id(), threads, mode, filters);
    }
  }

  /**
   * A benchmark with threads of its own for the ceiling.
   *
   * @param runners what to compare, at least one
   * @param twin the first of them again, for the A/A check
   * @param conduct how calls are made
   * @param blas the GEMM of the ceiling
   */
  public LayerBenchmark(List<Runner> runners, Runner twin, Conduct conduct, Blas blas) {
    this.runners = List.copyOf(runners);
    this.twin = twin;
    this.conduct = conduct;
    this.threads = new Threads(conduct.threads);
    this.ceiling = new GemmCeiling<>(blas, conduct.type, threads);
  }

  /**
   * A runner's part in a layer: what it prepared and is timed, or why it is not.
   *
   * @param out why it is not timed, {@code null} where it is
   * @param preparation what it prepared, {@code null} where it is not timed
   */
  private record Entrant(
      Runner runner,
      Contender contender,
      @Nullable BackendTiming out,
      @Nullable Preparation preparation) {}

  /**
   * Measures {@code layer}.
   *
   * @param sampling how long
   * @param progress told, now and then, how far it has come, from 0 to 1
   */
  public LayerTimings run(Layer layer, Sampling sampling, DoubleConsumer progress) {
    ConvolutionProblem problem = layer.problem();
    List<Entrant> entrants =
        runners.parallelStream().map(runner -> enter(runner, problem)).toList();
    if (entrants.stream().allMatch(entrant -> entrant.out != null)) {
      return new LayerTimings(layer, timings(entrants, Map.of()), null, null);
    }
    Entrant again = entrants.get(0).out == null ? enter(twin, problem) : null;
    List<Contender> gemms =
        GemmCeiling.exists(problem) ? ceiling.contenders(problem, conduct.workload) : List.of();
    List<Contender> contenders = new ArrayList<>();
    entrants.stream().filter(one -> one.out == null).forEach(one -> contenders.add(one.contender));
    if (again != null && again.out == null) {
      contenders.add(again.contender);
    }
    contenders.addAll(gemms);
    Map<Contender, Outcome> outcomes = new Sampler(sampling).time(contenders, progress);
    return new LayerTimings(
        layer,
        timings(entrants, outcomes),
        gemms.isEmpty() ? null : ceiling(gemms, outcomes),
        again == null ? null : sameAgain(entrants.get(0), again, outcomes));
  }

  private Entrant enter(Runner runner, ConvolutionProblem problem) {
    Contender contender = Contender.of(runner);
    BackendTiming out = limited(runner.backend(), conduct.workload.flops(problem));
    if (out != null) {
      return new Entrant(runner, contender, out, null);
    }
    try {
      Preparation preparation = runner.prepare(conduct.job(problem));
      return preparation.ready()
          ? new Entrant(runner, contender, null, preparation)
          : new Entrant(
              runner,
              contender,
              BackendTiming.without(runner.backend(), preparation.status()),
              null);
    } catch (RunnerException e) {
      return new Entrant(runner, contender, BackendTiming.failed(runner.backend(), e), null);
    }
  }

  private static @Nullable BackendTiming limited(String backend, long flops) {
    Long limit = FLOP_LIMITS.get(backend);
    return limit == null || flops <= limit
        ? null
        : BackendTiming.skipped(
            backend, "more than its limit of %,d flops a call".formatted(limit));
  }

  private static List<BackendTiming> timings(
      List<Entrant> entrants, Map<Contender, Outcome> outcomes) {
    return entrants.stream().map(entrant -> timing(entrant, outcomes)).toList();
  }

  private static BackendTiming timing(Entrant entrant, Map<Contender, Outcome> outcomes) {
    if (entrant.out != null) {
      return entrant.out;
    }
    String backend = entrant.runner.backend();
    Outcome outcome = requireNonNull(outcomes.get(entrant.contender));
    if (outcome.failure() != null) {
      return BackendTiming.failed(backend, outcome.failure());
    }
    try {
      return BackendTiming.measured(
          backend,
          new Run(
              requireNonNull(outcome.timing()),
              requireNonNull(entrant.preparation),
              entrant.runner.release()));
    } catch (RunnerException e) {
      return BackendTiming.failed(backend, e);
    }
  }

  /** The GEMMs of all passes, their times added up. */
  private static Ceiling ceiling(List<Contender> gemms, Map<Contender, Outcome> outcomes) {
    return new Ceiling(
        gemms.stream().mapToDouble(gemm -> requireNonNull(seconds(gemm, outcomes))).sum(),
        gemms.stream().map(Contender::name).distinct().collect(Collectors.joining(" + ")));
  }

  private static @Nullable SameAgain sameAgain(
      Entrant first, Entrant again, Map<Contender, Outcome> outcomes) {
    Double one = seconds(first.contender, outcomes);
    Double other = seconds(again.contender, outcomes);
    return one == null || other == null ? null : new SameAgain(first.runner.backend(), other / one);
  }

  private static @Nullable Double seconds(Contender contender, Map<Contender, Outcome> outcomes) {
    Outcome outcome = outcomes.get(contender);
    return outcome == null || outcome.timing() == null ? null : outcome.timing().seconds();
  }

  @Override
  public void close() {
    threads.close();
  }
}

package io.colonnade.bench.throughput;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.peers.NativePlan;
import io.colonnade.bench.peers.PeerBackend;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A backend in this process. What it throws is what the backend threw. */
public final class LocalRunner implements Runner {
  private static final long COMPILATION_NANOS = 600_000_000;

  /** Backends that read filters as they are, so that to prepare them would change nothing. */
  private static final Set<String> UNPREPARING = Set.of("netlib-plain", "reference");

  private final ConvolutionBackend backend;
  private final List<TimedPass> passes = new ArrayList<>();

  /** Passes and algorithms that have been run for long enough to be compiled. */
  private final Set<String> warm = new HashSet<>();

  private @Nullable ConvolutionPlan<?> plan;

  /** A runner of {@code backend}, with nothing to run yet. */
  public LocalRunner(ConvolutionBackend backend) {
    this.backend = backend;
  }

  @Override
  public String backend() {
    return backend.name();
  }

  @Override
  public Preparation prepare(Job job) {
    return prepare(job, DataType.named(job.dtype()));
  }

  private <A> Preparation prepare(Job job, DataType<A> type) {
    release();
    ConvolutionProblem problem = ConvolutionProblem.parse(job.problem());
    if (!job.workload().supportedBy(backend, problem, type)) {
      return Preparation.UNSUPPORTED;
    }
    if (job.filters() == Filters.PREPARED && UNPREPARING.contains(backend.name())) {
      return Preparation.NO_PREPARED_FILTERS;
    }
    PlanOptions options = PlanOptions.defaults().withThreads(job.threads());
    if (job.filters() == Filters.PREPARED && !(backend instanceof PeerBackend)) {
      options = options.withPreparedFilters();
    }
    Tensors<A> tensors = new Tensors<>(problem, type, job.workload().passes());
    ConvolutionPlan<A> made = backend.plan(problem, type, options);
    plan = made;
    PlannedLayer<A> planned = new PlannedLayer<>(made, tensors);
    for (Pass pass : job.workload().passes()) {
      TimedPass timed = TimedPass.of(planned, pass, job.mode(), job.filters());
      if (timed == null) {
        release();
        return Preparation.NO_PREPARED_FILTERS;
      }
      passes.add(timed);
      tryOut(timed, tensors, pass, problem);
      if (warm.add(pass + " " + timed.algorithm())) {
        warmUp(timed);
      }
    }
    return preparation();
  }

  /** Gives the compiler time for code that this process has not run before. */
  private static void warmUp(TimedPass timed) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < COMPILATION_NANOS) {
      timed.run();
    }
    timed.finish();
  }

  private static void tryOut(
      TimedPass timed, Tensors<?> tensors, Pass pass, ConvolutionProblem problem) {
    tensors.poison(pass);
    timed.run();
    timed.finish();
    if (!tensors.finite(pass)) {
      throw new IllegalStateException(
          "%s of %s: wrote a result that is not finite, or left elements unwritten"
              .formatted(pass, problem));
    }
  }

  private Preparation preparation() {
    List<Long> prepared =
        passes.stream().map(TimedPass::preparedBytes).filter(Objects::nonNull).toList();
    return new Preparation(
        Status.MEASURED,
        passes.stream().map(TimedPass::algorithm).distinct().collect(Collectors.joining("+")),
        passes.stream().mapToLong(TimedPass::workspaceBytes).max().orElse(0),
        prepared.isEmpty() ? null : prepared.stream().mapToLong(Long::longValue).sum());
  }

  @Override
  public long nanos(int calls) {
    long begin = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      for (TimedPass pass : passes) {
        pass.run();
      }
    }
    return System.nanoTime() - begin;
  }

  @Override
  public long release() {
    passes.forEach(TimedPass::close);
    passes.clear();
    if (plan instanceof NativePlan<?> nativePlan) {
      nativePlan.close();
    }
    plan = null;
    return Memory.peakResidentBytes();
  }

  @Override
  public void close() {
    release();
  }
}

package io.colonnade.bench;

import io.colonnade.bench.Work.Setting;
import io.colonnade.bench.child.Backends;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.report.AaCheck;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.Environment;
import io.colonnade.bench.report.Report;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.report.Results;
import io.colonnade.bench.report.Roof;
import io.colonnade.bench.throughput.LayerBenchmark;
import io.colonnade.bench.throughput.LayerBenchmark.Conduct;
import io.colonnade.bench.throughput.LayerTimings;
import io.colonnade.bench.throughput.LayerTimings.BackendTiming;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Pace;
import io.colonnade.bench.throughput.Roofs;
import io.colonnade.bench.throughput.Runner;
import io.colonnade.blas.Blas;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Measures all settings of some work, each backend in a process of its own. */
final class Measurement {
  private static final int STEPS = 100;
  private static final double GIGA = 1e9;

  private final Work work;
  private final Mode mode;
  private final Filters filters;
  private final Pace pace;
  private final Consumer<BackendTiming> failures;
  private final Blas blas = Blas.getDefault();
  private final Environment environment = Environment.current(blas.identity());
  private final List<Roof> roofs = new ArrayList<>();
  private final List<Result> results = new ArrayList<>();

  /**
   * A measurement that begins now.
   *
   * @param failures told of each backend that fails on a layer, when it does
   */
  Measurement(Work work, Mode mode, Filters filters, Pace pace, Consumer<BackendTiming> failures) {
    this.work = work;
    this.mode = mode;
    this.filters = filters;
    this.pace = pace;
    this.failures = failures;
  }

  /** Layers of all settings together. */
  static int layers(Work work) {
    return work.settings().stream().mapToInt(setting -> setting.network().layers().size()).sum();
  }

  /** Contenders of a layer: the backends, the first one again, and the ceiling. */
  static int contenders(Work work) {
    return work.backends().size() + 2;
  }

  /**
   * Measures everything.
   *
   * @param finished told of all that was measured so far, whenever a setting is done
   * @return all that was measured
   */
  Report run(Backends backends, Consumer<Report> finished) {
    List<Runner> runners = new ArrayList<>();
    try (ProgressBar bar = progressBar()) {
      work.backends().forEach(name -> runners.add(backends.runner(name)));
      Runner twin = backends.runner(work.backends().get(0));
      runners.add(twin);
      for (Setting setting : work.settings()) {
        measureRoof(setting);
        measure(setting, runners.subList(0, runners.size() - 1), twin, bar);
        finished.accept(report());
      }
      return report();
    } finally {
      runners.forEach(Runner::close);
    }
  }

  private Report report() {
    return new Report(environment, roofs, AaCheck.of(results), results);
  }

  private void measureRoof(Setting setting) {
    String dtype = setting.type().id();
    int threads = setting.threads();
    if (roofs.stream().noneMatch(r -> r.dtype().equals(dtype) && r.threads() == threads)) {
      Roofs measured = Roofs.measure(blas, setting.type(), threads);
      roofs.add(
          new Roof(
              dtype, threads, measured.flopsPerSecond() / GIGA, measured.bytesPerSecond() / GIGA));
    }
  }

  private void measure(Setting setting, List<Runner> runners, Runner twin, ProgressBar bar) {
    Results rows = new Results(conditions(setting));
    Conduct conduct =
        new Conduct(setting.workload(), setting.type(), setting.threads(), mode, filters);
    try (LayerBenchmark benchmark = new LayerBenchmark(runners, twin, conduct, blas)) {
      for (Layer layer : setting.network().layers()) {
        bar.setExtraMessage(" " + layer.name());
        long done = bar.getCurrent();
        LayerTimings timings =
            benchmark.run(
                layer,
                pace.next(contenders(work)),
                share -> bar.stepTo(done + Math.round(STEPS * share)));
        bar.stepTo(done + STEPS);
        timings.backends().forEach(failures);
        results.addAll(rows.of(timings));
      }
    }
  }

  private Conditions conditions(Setting setting) {
    return new Conditions(
        setting.network().name(),
        setting.workload(),
        setting.type().id(),
        setting.network().layers().get(0).problem().batch(),
        setting.threads(),
        mode,
        filters);
  }

  private ProgressBar progressBar() {
    return new ProgressBarBuilder()
        .setTaskName("layers")
        .setInitialMax((long) STEPS * layers(work))
        .setUnit("", STEPS)
        .setStyle(ProgressBarStyle.ASCII)
        .build();
  }
}

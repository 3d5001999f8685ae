package io.colonnade.bench;

import io.colonnade.bench.chart.ChartFile;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.report.AaCheck;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.Environment;
import io.colonnade.bench.report.JsonReport;
import io.colonnade.bench.report.Report;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.report.Results;
import io.colonnade.bench.report.TextReport;
import io.colonnade.bench.throughput.LayerBenchmark;
import io.colonnade.bench.throughput.LayerTimings;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Sampling;
import io.colonnade.blas.Blas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures backends layer by layer, and prints, writes and draws the outcome. */
@Command(
    name = "throughput",
    description = "Times backends layer by layer, beside the ceiling that bare GEMM sets.")
final class ThroughputCommand implements Callable<Integer> {
  private static final int STEPS = 100;
  private static final int LEAST_WIDTH = 80;
  private static final long MIB = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private WorkOptions options = new WorkOptions();

  @Option(
      names = "--quick",
      description = "Fewer samples: about 2.5 s a layer for one backend rather than 10.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Also draw them, in a file that ends in .svg or .png.")
  private @Nullable Path chart;

  @Override
  public Integer call() throws IOException {
    Work<?> work = options.work();
    ChartFile chartFile = chart == null ? null : chartFile(chart);
    if (json != null) {
      requireWritable("json", json);
    }
    Report report = measure(work);
    TextReport.lines(report, Math.max(LEAST_WIDTH, spec.usageMessage().width()))
        .forEach(spec.commandLine().getOut()::println);
    if (json != null) {
      JsonReport.write(report, json);
    }
    if (chartFile != null) {
      chartFile.write(report);
    }
    return 0;
  }

  private static ChartFile chartFile(Path path) {
    requireWritable("chart", path);
    try {
      ChartFile file = ChartFile.at(path);
      ChartFile.requireFonts();
      return file;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireWritable(String option, Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
      throw new UsageException(
          "%s=%s: must name a file in a directory that exists and can be written"
              .formatted(option, file));
    }
  }

  private <A> Report measure(Work<A> work) {
    Blas blas = Blas.getDefault();
    int threads = work.options().threads();
    Results results =
        new Results(
            new Conditions(
                work.network().name(),
                work.workload(),
                work.type().id(),
                work.network().layers().get(0).problem().batch(),
                threads,
                Mode.ARRAYS,
                Filters.EACH_CALL));
    List<LayerTimings> timings = new ArrayList<>();
    List<Layer> layers = work.network().layers();
    try (LayerBenchmark<A> benchmark =
            new LayerBenchmark<>(
                work.backends(),
                work.workload(),
                work.type(),
                work.options(),
                blas,
                quick ? Sampling.QUICK : Sampling.NORMAL);
        ProgressBar bar = progressBar(layers.size())) {
      for (Layer layer : layers) {
        bar.setExtraMessage(" " + layer.name());
        long done = (long) STEPS * timings.size();
        timings.add(run(benchmark, layer, share -> bar.stepTo(done + Math.round(STEPS * share))));
      }
    }
    List<Result> rows = timings.stream().flatMap(layer -> results.of(layer).stream()).toList();
    return new Report(Environment.current(blas.identity()), List.of(), AaCheck.of(rows), rows);
  }

  private static LayerTimings run(
      LayerBenchmark<?> benchmark, Layer layer, DoubleConsumer progress) {
    try {
      return benchmark.run(layer, progress);
    } catch (OutOfMemoryError e) {
      throw new IllegalStateException(
          "layer %s: does not fit the heap of %d MiB; java -Xmx raises it"
              .formatted(layer.name(), Runtime.getRuntime().maxMemory() / MIB),
          e);
    }
  }

  private static ProgressBar progressBar(int layers) {
    return new ProgressBarBuilder()
        .setTaskName("layers")
        .setInitialMax((long) STEPS * layers)
        .setUnit("", STEPS)
        .setStyle(ProgressBarStyle.ASCII)
        .build();
  }
}

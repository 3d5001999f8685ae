package io.colonnade.bench;

import io.colonnade.bench.chart.ChartFile;
import io.colonnade.bench.child.Backends;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.report.JsonReport;
import io.colonnade.bench.report.Report;
import io.colonnade.bench.report.TextReport;
import io.colonnade.bench.throughput.Budget;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Pace;
import io.colonnade.bench.throughput.Sampling;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
  private static final int LEAST_WIDTH = 80;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private WorkOptions options = new WorkOptions();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = {
        "Where tensors lie: arrays, in and out of Java arrays, or native, in the memory of those"
            + " libraries that have their own. Default: ${DEFAULT-VALUE}."
      })
  private Mode mode = Mode.ARRAYS;

  @Option(
      names = "--filters",
      paramLabel = "WHEN",
      description = {
        "When filters are brought into a backend's own layout: each-call, or prepared, once and"
            + " untimed, by those that can. Default: ${DEFAULT-VALUE}."
      })
  private Filters filters = Filters.EACH_CALL;

  @ArgGroup(exclusive = true)
  private Length length = new Length();

  /** How long to measure. */
  private static final class Length {
    @Option(
        names = "--quick",
        description = "Fewer samples: about 2 s a layer rather than 8, longer with many backends.")
    private boolean quick;

    @Option(
        names = "--budget",
        paramLabel = "MINUTES",
        description = "As many samples as fit that time; what is least is taken anyway.")
    private @Nullable Double budget;

    private Pace pace(Work work) {
      if (budget == null) {
        return contenders -> quick ? Sampling.QUICK : Sampling.NORMAL;
      }
      if (!(budget > 0)) {
        throw new UsageException("budget=" + budget + ": must be more than 0");
      }
      return new Budget(budget, Measurement.layers(work), System::nanoTime);
    }
  }

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the figures as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Also draw them, in a file that ends in .svg or .png.")
  private @Nullable Path chart;

  @Override
  public Integer call() throws IOException {
    Backends backends = Backends.withPeers();
    Work work = options.work(backends);
    ChartFile chartFile = chart == null ? null : chartFile(chart, work);
    if (json != null) {
      OutputFiles.requireWritable("json", json);
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Pace pace = length.pace(work);
    Measurement measurement = new Measurement(work, mode, filters, pace, new Failures(err));
    Report report = measurement.run(backends, this::keep);
    TextReport.lines(report, Math.max(LEAST_WIDTH, spec.usageMessage().width()))
        .forEach(out::println);
    if (options.allBackends() && !backends.missing().isEmpty()) {
      out.println("not built, and so left out: " + String.join(", ", backends.missing()));
    }
    if (pace instanceof Budget budget) {
      out.println(budget.verdict());
    }
    if (chartFile != null) {
      chartFile.write(report);
    }
    return 0;
  }

  /** Writes what has been measured so far, so that it is not lost if something happens. */
  private void keep(Report report) {
    if (json == null) {
      return;
    }
    try {
      JsonReport.write(report, json);
    } catch (IOException e) {
      throw new UncheckedIOException("json=" + json + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static ChartFile chartFile(Path path, Work work) {
    OutputFiles.requireWritable("chart", path);
    if (work.settings().size() > 1) {
      throw new UsageException(
          "chart=%s: shows one network, pass, batch and number of threads, not %d combinations"
              .formatted(path, work.settings().size()));
    }
    try {
      ChartFile file = ChartFile.at(path);
      ChartFile.requireFonts();
      return file;
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}

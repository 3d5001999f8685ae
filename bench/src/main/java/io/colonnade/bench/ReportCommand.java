package io.colonnade.bench;

import io.colonnade.bench.ReportPlan.Part;
import io.colonnade.bench.chart.ChartFile;
import io.colonnade.bench.child.Backends;
import io.colonnade.bench.page.Page;
import io.colonnade.bench.report.AaCheck;
import io.colonnade.bench.report.JoinedReports;
import io.colonnade.bench.report.JsonReport;
import io.colonnade.bench.report.Report;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.throughput.Budget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures backends side by side, and shows the outcome as a page. */
@Command(
    name = "report",
    description = {
      "Times backends side by side, over networks, passes, batches and threads, and writes a page with"
          + " charts, and the figures as JSON beside it."
    })
final class ReportCommand implements Callable<Integer> {
  private static final String PAGE = ".html";
  private static final String FIGURES = ".json";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private WorkOptions options = WorkOptions.ofReport();

  @Option(
      names = "--budget",
      paramLabel = "MINUTES",
      description = {
        "As many samples as fit that time; what is least is taken anyway. Default:"
            + " ${DEFAULT-VALUE}."
      })
  private double budget = 50;

  @Option(
      names = "--from",
      paramLabel = "FILE.json",
      split = ",",
      description = "Measure nothing; show the figures of these files, of throughput or report.")
  private List<Path> from = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      required = true,
      description = "The page; the figures go to a file of that name that ends in .json.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    if (!out.toString().endsWith(PAGE)) {
      throw new UsageException("out=%s: must end in %s".formatted(out, PAGE));
    }
    OutputFiles.requireWritable("out", out);
    ChartFile.requireFonts();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "Command",
        "java -jar bench/target/colonnade.jar "
            + String.join(" ", spec.root().commandLine().getParseResult().originalArgs()));
    Report report = from.isEmpty() ? measure(facts) : read(facts);
    Files.writeString(out, Page.of(report, facts));
    spec.commandLine().getOut().println(out);
    return 0;
  }

  private Report read(Map<String, String> facts) throws IOException {
    List<String> others =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !name.equals("--from") && !name.equals("--out"))
            .toList();
    if (!others.isEmpty()) {
      throw new UsageException(
          "from=%s: measures nothing, and so takes none of %s".formatted(from, others));
    }
    Map<String, Report> reports = new LinkedHashMap<>();
    for (Path file : from) {
      if (!Files.isReadable(file)) {
        throw new UsageException("from=%s: cannot be read".formatted(file));
      }
      reports.put(file.toString(), JsonReport.read(file));
    }
    facts.put("Figures", String.join(", ", reports.keySet()));
    return JoinedReports.of(reports);
  }

  private Report measure(Map<String, String> facts) throws IOException {
    if (!(budget > 0)) {
      throw new UsageException("budget=" + budget + ": must be more than 0");
    }
    String name = out.toString();
    Path json = Path.of(name.substring(0, name.length() - PAGE.length()) + FIGURES);
    OutputFiles.requireWritable("out", json);
    Backends backends = Backends.withPeers();
    ReportPlan plan =
        ReportPlan.of(options.work(backends), Runtime.getRuntime().availableProcessors());
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "%d measurements of layers, in %.0f minutes; the least takes about %.0f%n",
        plan.size(), budget, plan.leastMinutes());
    Budget pace = new Budget(budget, plan.costs(), System::nanoTime);
    Map<String, Report> done = new LinkedHashMap<>();
    for (Part part : plan.parts()) {
      Measurement measurement =
          new Measurement(part.measured(), part.mode(), part.filters(), pace, new Failures(err));
      SharedWork shared = new SharedWork(part.work());
      measurement.run(
          backends,
          report -> {
            done.put("part " + plan.parts().indexOf(part), spread(shared, report));
            write(JoinedReports.of(done), json);
          });
    }
    facts.put("Figures", String.valueOf(json.getFileName()));
    facts.put("Time", pace.verdict());
    if (options.allBackends() && !backends.missing().isEmpty()) {
      facts.put("Left out", "not built: " + String.join(", ", backends.missing()));
    }
    return JoinedReports.of(done);
  }

  private static Report spread(SharedWork shared, Report report) {
    List<Result> rows = shared.spread(report.results());
    return new Report(report.environment(), report.roofs(), AaCheck.of(rows), rows);
  }

  private static void write(Report report, Path json) {
    try {
      JsonReport.write(report, json);
    } catch (IOException e) {
      throw new UncheckedIOException(json + ": cannot be written: " + e.getMessage(), e);
    }
  }
}

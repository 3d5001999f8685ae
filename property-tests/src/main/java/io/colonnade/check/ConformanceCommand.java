package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.PlanOptions;
import io.colonnade.check.CaseResult.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs recorded cases; its description says what it prints and returns. */
@Command(
    name = "conformance",
    description = {
      "Runs the recorded cases below a folder and compares their outputs with the recorded ones.",
      "A case is a folder with a file case.properties. It passes if each output is within the"
          + " tolerance, |got - want| <= rtol * max |want|, rtol being the case's own, else 1e-4 for"
          + " float32 and 1e-12 for float64. A float32 case is run on f64 too, to the same"
          + " tolerance; it counts once, and fails if either run fails.",
      "Pools are computed by the library's own pooling where the backend is gemm, and by nested"
          + " loops where it is reference; with any other backend, or where an algorithm is forced,"
          + " they are skipped.",
      "The last line is 'N passed, N failed, N skipped'. The exit status is 0 if none failed and at"
          + " least one passed, 1 otherwise, 2 on bad usage."
    })
final class ConformanceCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "A case, or a folder with cases at any depth.")
  private Path folder;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = BackendConverter.DEFAULT,
      description = "The backend to test. Default: ${DEFAULT-VALUE}.")
  private ConvolutionBackend backend;

  @Option(
      names = "--threads",
      paramLabel = "T",
      defaultValue = "1",
      description = "Threads of each call. Default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      defaultValue = PlanOptions.AUTO,
      description =
          "The algorithm of the backend to use; a case to which it does not apply is skipped. With "
              + ALL
              + " each case is run with "
              + PlanOptions.AUTO
              + " and then with each algorithm that applies to it; it counts once, and fails if any"
              + " run fails. How many passes each algorithm ran is printed where not all are chosen."
              + " Default: ${DEFAULT-VALUE}.")
  private String algorithm;

  @Override
  public Integer call() throws IOException {
    checkOptions();
    AlgorithmTally tally = new AlgorithmTally();
    Map<String, CaseRunner> runners = runners(tally);
    PrintWriter out = spec.commandLine().getOut();
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Path found : cases()) {
      CaseResult result = run(runners, found);
      counts.merge(result.verdict(), 1, Integer::sum);
      result
          .remarks()
          .forEach(remark -> out.printf("%s %s: %s%n", result.verdict(), name(found), remark));
    }
    if (!algorithm.equals(PlanOptions.AUTO)) {
      tally.lines(algorithm.equals(ALL) ? backend.algorithms() : List.of()).forEach(out::println);
    }
    int passed = counts.getOrDefault(Verdict.PASSED, 0);
    int failed = counts.getOrDefault(Verdict.FAILED, 0);
    int skipped = counts.getOrDefault(Verdict.SKIPPED, 0);
    out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
    out.flush();
    return passed > 0 && failed == 0 ? 0 : 1;
  }

  private void checkOptions() {
    List<String> known = new ArrayList<>(List.of(PlanOptions.AUTO, ALL));
    known.addAll(backend.algorithms());
    if (!known.contains(algorithm)) {
      throw usage("algorithm=%s: must be one of %s".formatted(algorithm, known));
    }
    if (threads < 1) {
      throw usage("threads=%d: must be at least 1".formatted(threads));
    }
  }

  /** A runner for each algorithm that is to be used, by its name; the first one comes first. */
  private Map<String, CaseRunner> runners(AlgorithmTally tally) {
    List<String> wanted = new ArrayList<>();
    if (algorithm.equals(ALL)) {
      wanted.add(PlanOptions.AUTO);
      wanted.addAll(backend.algorithms());
    } else {
      wanted.add(algorithm);
    }
    Map<String, CaseRunner> runners = new LinkedHashMap<>();
    PlanOptions options = PlanOptions.defaults().withThreads(threads);
    for (String name : wanted) {
      Engine engine = new Engine(backend, options.withAlgorithm(name), tally);
      runners.put(name, new CaseRunner(Operators.on(engine)));
    }
    return runners;
  }

  /** The first runner's result; of the others what they do not skip is added. */
  private static CaseResult run(Map<String, CaseRunner> runners, Path found) {
    if (runners.size() == 1) {
      return runners.values().iterator().next().run(found);
    }
    return runners.entrySet().stream()
        .map(
            runner ->
                runner.getValue().run(found).withPrefix("algorithm=" + runner.getKey() + ": "))
        .reduce((first, other) -> other.verdict() == Verdict.SKIPPED ? first : first.with(other))
        .orElseThrow();
  }

  private List<Path> cases() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw usage("DIR=%s: must be a folder".formatted(folder));
    }
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> file.endsWith(CaseReader.FILE_NAME))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  private Path name(Path found) {
    return found.equals(folder) ? found : folder.relativize(found);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.geometry.ConvolutionProblem;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs random cases; its description says what it prints and returns. */
@Command(
    name = "fuzz",
    description = {
      "Holds a backend to the contract on random problems, among others that it computes what the"
          + " reference computes: convolution and its transpose, both types, every algorithm, 1 to 3 threads, several workspace"
          + " limits.",
      "A case is a function of its seed: the first has the given one, each further one the next. The"
          + " first difference stops the run, with a line that names problem, type, seed and"
          + " property, and the command that shows it again.",
      "With the backend gemm im2col, col2im and pooling are held to their contracts too, with the"
          + " backend reference its loops of pooling; pooling only where no problem is given.",
      "An algorithm is forced on a problem of which it runs a pass, and only what it runs is held"
          + " to the contract then. How many passes each algorithm ran, forced or chosen, is printed"
          + " at the end: one that ran nothing was not checked.",
      "The last line is a summary. The exit status is 0 if nothing differed and something was"
          + " checked, 1 otherwise, 2 on bad usage."
    })
final class FuzzCommand implements Callable<Integer> {
  private static final long DEFAULT_CASES = 1000;
  private static final double SECONDS_PER_MINUTE = TimeUnit.MINUTES.toSeconds(1);
  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long UNKNOWN = -1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = BackendConverter.DEFAULT,
      description = "The backend to test. Default: ${DEFAULT-VALUE}.")
  private ConvolutionBackend backend;

  @Option(
      names = "--cases",
      paramLabel = "N",
      description =
          "Stop after N cases. Default: " + DEFAULT_CASES + "; no limit where --minutes is given.")
  private @Nullable Long cases;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "Stop after the first case that ends later than M minutes from the start.")
  private @Nullable Double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The seed of the first case. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--problem",
      paramLabel = "STR",
      description = "The problem string of every case. Default: each case has its own problem.")
  private @Nullable ConvolutionProblem problem;

  @Override
  public Integer call() {
    checkLimits();
    Fuzzer fuzzer = new Fuzzer(backend, problem);
    Optional<Finding> found = run(fuzzer);
    PrintWriter out = spec.commandLine().getOut();
    found.ifPresent(finding -> out.println(finding.line(backend.name())));
    fuzzer.tally().algorithms().lines(backend.algorithms()).forEach(out::println);
    Stream.of(LibraryFuzzer.COLUMNS, LibraryFuzzer.POOLING)
        .filter(name -> fuzzer.tally().heldOf(name) > 0)
        .forEach(name -> out.println(name + ": " + fuzzer.tally().heldOf(name) + " checks held"));
    fuzzer.tally().neverTried().forEach((name, why) -> out.println("SKIPPED " + name + ": " + why));
    out.println(
        "backend %s, seed %d: %s, %d differ"
            .formatted(backend.name(), seed, fuzzer.tally(), found.isPresent() ? 1 : 0));
    out.flush();
    return found.isEmpty() && fuzzer.tally().anyHeld() ? 0 : 1;
  }

  private void checkLimits() {
    if (cases != null && cases < 1) {
      throw usage("cases=" + cases + ": must be at least 1");
    }
    if (minutes != null && !(minutes > 0)) {
      throw usage("minutes=" + minutes + ": must be above 0");
    }
  }

  private Optional<Finding> run(Fuzzer fuzzer) {
    long limit = limit();
    long start = System.nanoTime();
    Optional<Finding> found;
    try (ProgressBar progress =
        new ProgressBar("fuzz", limit == Long.MAX_VALUE ? UNKNOWN : limit)) {
      long done = 0;
      do {
        found = run(fuzzer, seed + done);
        done++;
        progress.step();
      } while (found.isEmpty() && done < limit && !timeIsUp(start));
    }
    return found;
  }

  private Optional<Finding> run(Fuzzer fuzzer, long caseSeed) {
    try {
      return fuzzer.run(caseSeed);
    } catch (IllegalArgumentException e) {
      if (problem != null) {
        throw usage(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private long limit() {
    if (cases != null) {
      return cases;
    }
    return minutes == null ? DEFAULT_CASES : Long.MAX_VALUE;
  }

  private boolean timeIsUp(long start) {
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    return minutes != null && seconds > minutes * SECONDS_PER_MINUTE;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

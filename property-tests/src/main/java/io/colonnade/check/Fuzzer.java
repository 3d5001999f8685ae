package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ContractReport;
import io.colonnade.contract.ContractReport.Outcome;
import io.colonnade.contract.ContractViolation;
import io.colonnade.contract.ConvolutionContract;
import io.colonnade.contract.ProblemGenerator;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a backend to the contract on random problems: both element types, the backend's own choice
 * of algorithm and each algorithm forced, on a random number of threads and within a random
 * workspace limit.
 *
 * <p>A case is a function of its seed and of the problem, where that is given.
 */
final class Fuzzer {
  private static final int MOST_THREADS = 3;

  /** Bytes: the backend's default, its least need, and some between. */
  private static final long[] WORKSPACE_LIMITS = {0, 1, 1 << 10, 1 << 14, 1 << 18};

  private final ConvolutionBackend backend;
  private final @Nullable ConvolutionProblem given;
  private final FuzzTally tally = new FuzzTally();

  /**
   * A fuzzer of {@code backend}.
   *
   * @param given the problem of every case, or {@code null} to have each generated
   */
  Fuzzer(ConvolutionBackend backend, @Nullable ConvolutionProblem given) {
    this.backend = backend;
    this.given = given;
  }

  /** What has been tried so far. */
  FuzzTally tally() {
    return tally;
  }

  /** Runs the case of {@code seed}, up to the first property that does not hold. */
  Optional<ContractViolation> run(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PlanOptions options =
        PlanOptions.defaults()
            .withThreads(1 + random.nextInt(MOST_THREADS))
            .withWorkspaceLimit(WORKSPACE_LIMITS[random.nextInt(WORKSPACE_LIMITS.length)]);
    ConvolutionProblem problem = given == null ? ProblemGenerator.next(random.split()) : given;
    tally.addCase();
    return Stream.concat(Stream.of(PlanOptions.AUTO), backend.algorithms().stream())
        .flatMap(
            algorithm ->
                DataType.all().stream()
                    .map(type -> run(options.withAlgorithm(algorithm), problem, type, seed)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<ContractViolation> run(
      PlanOptions options, ConvolutionProblem problem, DataType<?> type, long seed) {
    ContractReport report = new ConvolutionContract(backend, options).check(problem, type, seed);
    tally.add("algorithm " + options.algorithm(), report);
    return report.with(Outcome.FAILED).stream()
        .map(entry -> Objects.requireNonNull(entry.violation()))
        .findFirst();
  }
}

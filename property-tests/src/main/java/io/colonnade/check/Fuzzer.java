package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.contract.Applicability;
import io.colonnade.contract.ContractReport;
import io.colonnade.contract.ContractViolation;
import io.colonnade.contract.ConvolutionContract;
import io.colonnade.contract.ProblemGenerator;
import io.colonnade.contract.TransposedContract;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.TransposedProblem;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds a backend to the contracts of convolution and of transposed convolution on random problems:
 * both element types, the backend's own choice of algorithm and each algorithm forced, where the
 * problem is generated on one that it applies to, on a random number of threads and within a random
 * workspace limit; then what the library computes beside it, see {@link LibraryFuzzer}.
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
  Optional<Finding> run(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PlanOptions options =
        PlanOptions.defaults()
            .withThreads(1 + random.nextInt(MOST_THREADS))
            .withWorkspaceLimit(WORKSPACE_LIMITS[random.nextInt(WORKSPACE_LIMITS.length)]);
    SplittableRandom problems = random.split();
    ConvolutionProblem problem = given == null ? ProblemGenerator.next(problems) : given;
    tally.addCase();
    Stream<Finding> ofBackend =
        Stream.concat(Stream.of(PlanOptions.AUTO), backend.algorithms().stream())
            .map(options::withAlgorithm)
            .flatMap(o -> run(o, given == null ? suited(problem, o, problems) : problem, seed));
    Stream<Finding> ofLibrary = Stream.of(options).flatMap(o -> library(o, problem, random, seed));
    return Stream.concat(ofBackend, ofLibrary).findFirst();
  }

  /** The operators of the library that are under test with this backend. */
  private Stream<Finding> library(
      PlanOptions options, ConvolutionProblem problem, SplittableRandom random, long seed) {
    Engine engine = new Engine(backend, options);
    LibraryFuzzer library = new LibraryFuzzer(tally);
    Optional<Finding> found =
        engine.testsLibrary() ? library.columns(problem, seed) : Optional.empty();
    if (given == null) {
      found = found.or(() -> engine.pools().flatMap(pools -> library.pools(pools, random, seed)));
    }
    return found.stream();
  }

  /** The problem, or another where the forced algorithm runs no pass of it. */
  private ConvolutionProblem suited(
      ConvolutionProblem problem, PlanOptions options, SplittableRandom random) {
    return runs(options, problem)
        ? problem
        : ProblemGenerator.next(random, other -> runs(options, other));
  }

  private boolean runs(PlanOptions options, ConvolutionProblem problem) {
    return !options.forcesAlgorithm()
        || !Applicability.of(backend, problem, DataType.FLOAT32, options).mayBeRefused();
  }

  private Stream<Finding> run(PlanOptions options, ConvolutionProblem problem, long seed) {
    return DataType.all().stream()
        .map(type -> run(options, problem, type, seed))
        .flatMap(Optional::stream)
        .map(Finding::of);
  }

  /** The convolution, then the transposed convolution whose adjoint it is, padded with zeros. */
  private Optional<ContractViolation> run(
      PlanOptions options, ConvolutionProblem problem, DataType<?> type, long seed) {
    Optional<ContractViolation> violation =
        count(options, new ConvolutionContract(backend, options).check(problem, type, seed));
    if (violation.isPresent()) {
      return violation;
    }
    var adjoint = new TransposedProblem(problem.withPaddingMode(PaddingMode.ZEROS));
    return count(options, new TransposedContract(backend, options).check(adjoint, type, seed));
  }

  /** Counts a report, and returns the first violation in it. */
  private Optional<ContractViolation> count(PlanOptions options, ContractReport report) {
    tally.add("algorithm " + options.algorithm(), report);
    return report.firstViolation();
  }
}

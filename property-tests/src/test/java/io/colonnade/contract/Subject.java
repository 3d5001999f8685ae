package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.blas.Blas;
import io.colonnade.gemm.GemmBackend;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.statistics.Statistics;

/**
 * A backend as it is tested: with its own choice of algorithm, or with one forced.
 *
 * @param name what to call it
 */
record Subject(String name, ConvolutionBackend backend, String algorithm) {
  /** Tries of a property test in which a subject, and each pass that it runs, must come. */
  static final int LEAST_CASES = 25;

  /**
   * Every backend that {@link java.util.ServiceLoader} finds, and the gemm backend on the BLAS that
   * every machine has, with every choice of algorithm.
   */
  static List<Subject> all() {
    Stream<Subject> found =
        ConvolutionBackend.all().stream().flatMap(backend -> of(backend.name(), backend));
    ConvolutionBackend inJava = new GemmBackend(Blas.of("java"));
    return Stream.concat(found, of("gemm on java", inJava)).toList();
  }

  private static Stream<Subject> of(String name, ConvolutionBackend backend) {
    return Stream.concat(Stream.of(PlanOptions.AUTO), backend.algorithms().stream())
        .map(algorithm -> new Subject(name + ", " + algorithm, backend, algorithm));
  }

  /** Whether the algorithm runs a pass of {@code problem}. */
  boolean applies(ConvolutionProblem problem) {
    return !Applicability.of(backend, problem, DataType.FLOAT32, options()).passes().isEmpty();
  }

  PlanOptions options() {
    return PlanOptions.defaults().withAlgorithm(algorithm);
  }

  /**
   * Fails unless the report of a property test has no failure, and no more skipped than what others
   * run. Each pass that the algorithm ever runs must come often enough over all tries.
   */
  void requireKept(ContractReport report) {
    report.throwIfFailed();
    assertEquals(
        List.of(),
        report.with(ContractReport.Outcome.SKIPPED).stream()
            .filter(entry -> !entry.reason().startsWith(algorithm + " does not run "))
            .toList());
    report
        .algorithms()
        .forEach(
            (pass, runner) -> {
              if (runner.equals(algorithm) || algorithm.equals(PlanOptions.AUTO)) {
                requireOften(pass);
              }
            });
  }

  private void requireOften(Pass pass) {
    Statistics.label(name)
        .collect(pass)
        .coverage(
            coverage ->
                Arrays.stream(Pass.values())
                    .forEach(p -> coverage.check(p).count(n -> n == 0 || n >= LEAST_CASES)));
  }

  ConvolutionContract contract() {
    return new ConvolutionContract(backend, options());
  }

  @Override
  public String toString() {
    return name;
  }
}

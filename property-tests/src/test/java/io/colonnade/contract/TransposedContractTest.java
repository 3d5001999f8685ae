package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.TransposedProblem;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Transposed convolution keeps its whole contract on every backend, with every algorithm forced in
 * turn on problems that it applies to.
 */
class TransposedContractTest {
  private static final List<Subject> SUBJECTS = Subject.all();
  private static final double LEAST_PERCENTAGE = 2;

  @Property(tries = 1400, seed = "20261122")
  void keepsTheContract(
      @ForAll("cases") Case drawn, @ForAll("types") DataType<?> type, @ForAll long seed) {
    Subject subject = drawn.subject();
    ContractReport report =
        new TransposedContract(subject.backend(), subject.options())
            .check(drawn.problem(), type, seed);
    subject.requireKept(report);
    Statistics.label("subject")
        .collect(subject)
        .coverage(
            coverage ->
                SUBJECTS.forEach(
                    s -> coverage.check(s).count(count -> count >= Subject.LEAST_CASES)));
  }

  /** Who is held to the contract on what. */
  record Case(Subject subject, TransposedProblem problem) {}

  @Provide
  Arbitrary<Case> cases() {
    return Arbitraries.of(SUBJECTS)
        .flatMap(
            subject ->
                problems()
                    .filter(problem -> subject.applies(problem.adjoint()))
                    .map(problem -> new Case(subject, problem)));
  }

  @Property(tries = 3000, seed = "5")
  void generatorReachesHardCases(@ForAll("problems") TransposedProblem problem) {
    ConvolutionProblem adjoint = problem.adjoint();
    for (HardCase hardCase :
        List.of(
            HardCase.PADDING_OVER_KERNEL,
            HardCase.STRIDE_OVER_KERNEL,
            HardCase.DEPTHWISE,
            HardCase.GROUPED,
            HardCase.DILATION,
            HardCase.ASYMMETRIC_PADDING,
            HardCase.POINTWISE,
            HardCase.CHANNELS_LAST,
            HardCase.FILTERS_LAST,
            HardCase.MANY_POSITIONS)) {
      requireOften(hardCase.name(), hardCase.matches(adjoint));
    }
    requireOften("output padding", onSomeAxis(problem, a -> surplus(a) > 0));
    requireOften("output padding of a stride", onSomeAxis(problem, a -> surplus(a) >= a.stride()));
  }

  private static long surplus(Axis a) {
    return a.unused() - a.paddingEnd();
  }

  private static boolean onSomeAxis(TransposedProblem problem, Predicate<Axis> condition) {
    return problem.adjoint().window().axes().stream().anyMatch(condition);
  }

  private static void requireOften(String label, boolean reached) {
    Statistics.label(label)
        .collect(reached)
        .coverage(c -> c.check(true).percentage(p -> p >= LEAST_PERCENTAGE));
  }

  @Provide
  Arbitrary<TransposedProblem> problems() {
    return Arbitraries.longs()
        .map(seed -> TransposedGenerator.next(new SplittableRandom(seed)))
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<DataType<?>> types() {
    return Arbitraries.of(DataType.all());
  }
}

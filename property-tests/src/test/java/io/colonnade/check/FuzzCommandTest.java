package io.colonnade.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.contract.ConvolutionContract;
import io.colonnade.contract.TransposedContract;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzCommandTest {
  private static final int PROPERTIES =
      ConvolutionContract.properties().size() + TransposedContract.properties().size();
  private static final Pattern DIFFERS =
      Pattern.compile(
          "DIFFERS .*problem=(?<problem>\\S+) type=f32 seed=(?<seed>\\d+): forward: equals the loops"
              + " on integers: .*; to see it again:"
              + " (?<command>fuzz --backend \\S+ --problem \\S+ --seed \\d+ --cases 1)");

  @Test
  void theReferenceAgreesWithItself() {
    // Two types; the algorithm left to the backend, and the one that it has. Forced, it does not
    // sum up the gradient of the bias of a transposed convolution.
    long notRun =
        TransposedContract.properties().stream()
            .filter(property -> property.needs().equals(Set.of(Pass.BACKWARD_BIAS)))
            .count();
    long skipped = 3 * 2 * notRun;
    long held = 3L * 2 * 2 * PROPERTIES - skipped;
    assertEquals(
        new Run(
            0,
            List.of(
                "algorithm loops: forward 24, backward-data 24, backward-weights 24,"
                    + " backward-bias 12",
                "algorithm sum: backward-bias 12",
                "backend reference, seed 7: 3 cases, %d checks held, %d skipped, 0 differ"
                    .formatted(held, skipped)),
            ""),
        Run.of(
            "fuzz",
            "--backend",
            "reference",
            "--problem",
            "n2_c2_f3_i5x4_k3x2_s2x1_p1",
            "--cases",
            "3",
            "--seed",
            "7"));
  }

  @Test
  void whatTheLibraryComputesBesideTheBackendIsTriedToo() {
    Run run = Run.of("fuzz", "--cases", "1");
    for (String operator : List.of("im2col", "pooling")) {
      Pattern held = Pattern.compile(operator + ": [1-9]\\d* checks held");
      assertTrue(run.out().stream().anyMatch(held.asMatchPredicate()), run.toString());
    }
  }

  @Test
  void aDifferenceStopsTheRunAndCanBeSeenAgain() {
    ConvolutionBackend faulty = new FaultyIn3d();
    Run run = Run.of(faulty, "fuzz", "--seed", "8");
    assertEquals(1, run.status());
    Matcher difference = DIFFERS.matcher(run.out().get(0));
    assertTrue(difference.matches(), run.toString());
    assertEquals(3, ConvolutionProblem.parse(difference.group("problem")).window().rank());
    long cases = Long.parseLong(difference.group("seed")) - 8 + 1;
    assertTrue(cases > 1);
    assertTrue(run.lastLine().startsWith("backend faulty-in-3d, seed 8: " + cases + " cases, "));
    assertTrue(run.lastLine().endsWith(", 1 differ"));

    Run again = Run.of(faulty, difference.group("command").split(" "));
    assertEquals(1, again.status());
    assertEquals(run.out().get(0), again.out().get(0));
  }

  @Test
  void everyAlgorithmIsForced() {
    Run run = Run.of(new FaultyWhereForced(), "fuzz", "--problem", "n1_c1_f1_i5_k2");
    assertEquals(1, run.status());
    assertTrue(run.out().get(0).contains("algorithm=" + FaultyWhereForced.FAULTY), run.toString());
  }

  @Test
  void anAlgorithmIsForcedOnProblemsThatItAppliesTo() {
    Run run = Run.of("fuzz", "--cases", "2");
    assertEquals(0, run.status(), run.toString());
    Pattern ran = Pattern.compile("algorithm pointwise: forward (\\d+), backward-data .*");
    long passes =
        run.out().stream()
            .map(ran::matcher)
            .filter(Matcher::matches)
            .mapToLong(line -> Long.parseLong(line.group(1)))
            .sum();
    // Two cases, two types, the convolution and its transpose, where it is forced alone.
    assertTrue(passes >= 8, run.toString());
  }

  @Test
  void anAlgorithmThatRanNothingIsToldOf() {
    Run run = Run.of("fuzz", "--problem", "n1_c1_f1_i5_k2", "--cases", "1");
    assertTrue(run.out().contains("algorithm pointwise: ran nothing"), run.toString());
    assertTrue(
        run.out().stream().anyMatch(line -> line.startsWith("SKIPPED algorithm pointwise: ")),
        run.toString());
  }

  @Test
  void theGivenProblemIsTheOnlyOne() {
    String line = "n1_c1_f1_i5_k2";
    String cube = "n1_c1_f1_i5x5x5_k2x2x2";
    Run right = Run.of(new FaultyIn3d(), "fuzz", "--problem", line, "--cases", "5");
    assertEquals(0, right.status(), right.toString());
    Run wrong = Run.of(new FaultyIn3d(), "fuzz", "--problem", cube);
    assertEquals(1, wrong.status());
    assertTrue(wrong.out().get(0).contains("problem=" + cube + " type=f32 seed=1: "));
  }

  @Test
  void anErrorOfTheBackendIsADifference() {
    ConvolutionBackend throwing = new ThrowingBackend(() -> new AssertionError("never"));
    Run run = Run.of(throwing, "fuzz", "--problem", "n1_c1_f1_i5_k2", "--seed", "3");
    assertEquals(1, run.status(), run.toString());
    assertTrue(
        run.out().get(0).contains("problem=n1_c1_f1_i5_k2 type=f32 seed=3: "), run.toString());
    assertTrue(run.out().get(0).contains("threw java.lang.AssertionError: never"), run.toString());
    assertTrue(run.lastLine().endsWith(", 1 differ"));
  }

  @Test
  void theTimeEndsTheRunAfterACase() {
    Run run = Run.of("fuzz", "--backend", "reference", "--minutes", "1e-9");
    assertEquals(0, run.status(), run.toString());
    assertTrue(run.lastLine().startsWith("backend reference, seed 1: 1 cases, "), run.toString());
  }

  @Test
  void aBackendThatCannotBeCheckedIsNoSuccess() {
    Run run = Run.of(new IdleBackend((pass, type) -> false), "fuzz", "--cases", "2");
    assertEquals(1, run.status());
    assertTrue(run.out().contains("SKIPPED algorithm auto: idle supports no pass"), run.toString());
    assertEquals(
        "backend idle, seed 1: 2 cases, 0 checks held, %d skipped, 0 differ"
            .formatted(2 * 2 * PROPERTIES),
        run.lastLine());
  }

  @ParameterizedTest
  @CsvSource({
    "--cases, 0, cases=0: must be at least 1",
    "--minutes, 0, minutes=0.0: must be above 0",
    "--minutes, NaN, minutes=NaN: must be above 0",
    "--problem, cube, problem='cube': cannot read 'cube'",
    "--problem, n1_c1_f1_i9999999_k1, sums of 9999999 terms are too long",
    "--backend, none, backend=none: must be one of ["
  })
  void badUsageHasItsOwnStatus(String option, String value, String message) {
    Run run = Run.of("fuzz", option, value);
    assertEquals(2, run.status());
    assertEquals(List.of(), run.out());
    assertTrue(run.err().contains(message), run.err());
  }

  /** The reference, which writes nothing where there are three axes. */
  private static final class FaultyIn3d implements ConvolutionBackend {
    @Override
    public String name() {
      return "faulty-in-3d";
    }

    @Override
    public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
      return true;
    }

    @Override
    public <A> ConvolutionPlan<A> plan(
        ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
      ConvolutionBackend backend =
          problem.window().rank() == 3 ? new IdleBackend((p, t) -> true) : new ReferenceBackend();
      return backend.plan(problem, type, options);
    }
  }

  /** The reference, with a further algorithm that writes nothing. */
  private static final class FaultyWhereForced implements ConvolutionBackend {
    static final String FAULTY = "faulty";

    @Override
    public String name() {
      return "faulty-where-forced";
    }

    @Override
    public List<String> algorithms() {
      return List.of("loops", FAULTY);
    }

    @Override
    public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
      return true;
    }

    @Override
    public <A> ConvolutionPlan<A> plan(
        ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
      ConvolutionBackend backend =
          options.algorithm().equals(FAULTY)
              ? new IdleBackend((p, t) -> true)
              : new ReferenceBackend();
      return backend.plan(problem, type, options);
    }
  }
}

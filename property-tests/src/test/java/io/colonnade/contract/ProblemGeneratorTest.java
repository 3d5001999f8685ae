package io.colonnade.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.geometry.ConvolutionProblem;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class ProblemGeneratorTest {
  private static final double LEAST_PERCENTAGE = 2;

  @Property(tries = 5000, seed = "1")
  void reachesEveryHardCase(@ForAll("problems") ConvolutionProblem problem) {
    for (HardCase hardCase : HardCase.values()) {
      Statistics.label(hardCase.name())
          .collect(hardCase.matches(problem))
          .coverage(c -> c.check(true).percentage(p -> p >= LEAST_PERCENTAGE));
    }
  }

  @Property(tries = 5000, seed = "2")
  void reachesEveryRank(@ForAll("problems") ConvolutionProblem problem) {
    Statistics.label("rank")
        .collect(problem.window().rank())
        .coverage(
            c -> IntStream.rangeClosed(1, 3).forEach(r -> c.check(r).percentage(p -> p >= 15)));
  }

  @Property(tries = 2000, seed = "3")
  void keepsProblemsSmall(@ForAll("problems") ConvolutionProblem problem) {
    assertTrue(problem.flops() <= ProblemGenerator.MAX_FLOPS);
    ConvolutionProblem one = problem.withBatch(1);
    assertTrue(one.xSize() * one.ySize() <= ProblemGenerator.MAX_UNROLLED);
  }

  @Property(tries = 500, seed = "4")
  void shrinksToSmallerProblems(@ForAll("problems") ConvolutionProblem problem) {
    SmallerProblems.of(problem)
        .forEach(
            smaller ->
                assertTrue(
                    SmallerProblems.distance(smaller) < SmallerProblems.distance(problem),
                    () -> problem + " → " + smaller));
  }

  @Example
  void shrinksToTheSmallestProblemOfAll() {
    ConvolutionProblem problem =
        ConvolutionProblem.parse("n3_c8_f12_g4_i20x9x7_k3x2x4_s2_p1:3x0x2_d2x1x1");
    while (SmallerProblems.of(problem).findFirst().isPresent()) {
      problem = SmallerProblems.of(problem).findFirst().get();
    }
    assertEquals("n1_c1_f1_i1x1x1_k1x1x1", problem.toString());
  }

  @Example
  void dependsOnTheSeedAlone() {
    SplittableRandom first = new SplittableRandom(7);
    SplittableRandom second = new SplittableRandom(7);
    for (int i = 0; i < 100; i++) {
      assertEquals(ProblemGenerator.next(first), ProblemGenerator.next(second));
    }
  }

  @Provide
  Arbitrary<ConvolutionProblem> problems() {
    return ProblemArbitrary.problems();
  }
}

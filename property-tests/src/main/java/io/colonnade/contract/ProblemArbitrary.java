package io.colonnade.contract;

import io.colonnade.geometry.ConvolutionProblem;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** {@link ProblemGenerator} for jqwik, with {@link SmallerProblems} to shrink what fails. */
public final class ProblemArbitrary {
  private ProblemArbitrary() {}

  /** Random problems. */
  public static Arbitrary<ConvolutionProblem> problems() {
    return Arbitraries.fromGenerator(
        random ->
            new ShrinkableProblem(ProblemGenerator.next(new SplittableRandom(random.nextLong()))));
  }

  private record ShrinkableProblem(ConvolutionProblem value)
      implements Shrinkable<ConvolutionProblem> {

    @Override
    public Stream<Shrinkable<ConvolutionProblem>> shrink() {
      return SmallerProblems.of(value).map(ShrinkableProblem::new);
    }

    @Override
    public ShrinkingDistance distance() {
      return ShrinkingDistance.of(SmallerProblems.distance(value));
    }
  }
}

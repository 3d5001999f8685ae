package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A backend that never writes anything.
 *
 * @param supported what it says it supports
 */
record IdleBackend(BiPredicate<Pass, DataType<?>> supported) implements ConvolutionBackend {
  /** An algorithm that it has, and that applies to nothing. */
  static final String INAPPLICABLE = "inapplicable";

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return supported.test(pass, type);
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    if (options.algorithm().equals(INAPPLICABLE)) {
      throw new IllegalArgumentException("algorithm=inapplicable: applies to nothing");
    }
    return new Plan<>(problem, type, options);
  }

  private static final class Plan<A> extends ConvolutionPlan<A> {
    Plan(ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
      super(problem, type, options);
    }

    @Override
    public Explanation explain(Pass pass) {
      var other = new Explanation.Alternative(INAPPLICABLE, false, "applies to nothing");
      return new Explanation(pass, "none", "idle", 0, true, List.of(other));
    }

    @Override
    public Workspace newWorkspace() {
      return () -> 0;
    }

    @Override
    protected void runForward(
        A x,
        int xOffset,
        A w,
        int wOffset,
        @Nullable A bias,
        int biasOffset,
        A y,
        int yOffset,
        boolean accumulate,
        @Nullable Workspace workspace) {}

    @Override
    protected void runBackwardData(
        A dy,
        int dyOffset,
        A w,
        int wOffset,
        A dx,
        int dxOffset,
        boolean accumulate,
        @Nullable Workspace workspace) {}

    @Override
    protected void runBackwardWeights(
        A x,
        int xOffset,
        A dy,
        int dyOffset,
        A dw,
        int dwOffset,
        boolean accumulate,
        @Nullable Workspace workspace) {}

    @Override
    protected void runBackwardBias(
        A dy,
        int dyOffset,
        A db,
        int dbOffset,
        boolean accumulate,
        @Nullable Workspace workspace) {}
  }
}

package io.colonnade.bench;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes no element of any output. */
public final class IdleBackend implements ConvolutionBackend {
  @Override
  public String name() {
    return "idle";
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return true;
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    return new IdlePlan<>(problem, type, options);
  }

  private static final class IdlePlan<A> extends ConvolutionPlan<A> {
    IdlePlan(ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
      super(problem, type, options);
    }

    @Override
    public Explanation explain(Pass pass) {
      return new Explanation(pass, "nothing", "it is quick", 0, true, List.of());
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

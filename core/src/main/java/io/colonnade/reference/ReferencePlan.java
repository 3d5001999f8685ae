package io.colonnade.reference;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan that runs the loops, on the calling thread and without scratch. */
final class ReferencePlan<A> extends ConvolutionPlan<A> {
  private static final Workspace NONE = () -> 0;

  private final ReferenceConvolution<A> loops;

  ReferencePlan(ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    super(problem, type, options);
    this.loops = new ReferenceConvolution<>(problem);
  }

  @Override
  public Explanation explain(Pass pass) {
    return new Explanation(
        pass,
        ReferenceBackend.LOOPS,
        "the only algorithm: nested loops on one thread",
        0,
        true,
        List.of());
  }

  @Override
  public Workspace newWorkspace() {
    return NONE;
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
      @Nullable Workspace workspace) {
    checkWorkspace(workspace);
    loops.forward(
        tensor(x, xOffset),
        tensor(w, wOffset),
        bias == null ? null : tensor(bias, biasOffset),
        tensor(y, yOffset),
        accumulate);
    int size = Math.toIntExact(problem().ySize());
    for (int i = yOffset; i < yOffset + size; i++) {
      type().set(y, i, options().activation().apply(type().get(y, i)));
    }
  }

  @Override
  protected void runBackwardData(
      A dy,
      int dyOffset,
      A w,
      int wOffset,
      A dx,
      int dxOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    checkWorkspace(workspace);
    loops.backwardData(tensor(dy, dyOffset), tensor(w, wOffset), tensor(dx, dxOffset), accumulate);
  }

  @Override
  protected void runBackwardWeights(
      A x,
      int xOffset,
      A dy,
      int dyOffset,
      A dw,
      int dwOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    checkWorkspace(workspace);
    loops.backwardWeights(
        tensor(x, xOffset), tensor(dy, dyOffset), tensor(dw, dwOffset), accumulate);
  }

  @Override
  protected void runBackwardBias(
      A dy, int dyOffset, A db, int dbOffset, boolean accumulate, @Nullable Workspace workspace) {
    checkWorkspace(workspace);
    loops.backwardBias(tensor(dy, dyOffset), tensor(db, dbOffset), accumulate);
  }

  private static void checkWorkspace(@Nullable Workspace workspace) {
    if (workspace != null && workspace != NONE) {
      throw new IllegalArgumentException(
          "workspace=%s: must come from newWorkspace() of a plan of this backend"
              .formatted(workspace));
    }
  }

  private Tensor<A> tensor(A array, int offset) {
    return new Tensor<>(type(), array, offset);
  }
}

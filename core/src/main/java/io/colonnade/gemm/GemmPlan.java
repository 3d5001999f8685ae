package io.colonnade.gemm;

import io.colonnade.ConvolutionPlan;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.PreparedFilters;
import io.colonnade.Workspace;
import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Kernel;
import io.colonnade.gemm.pass.Preparation;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.numeric.AlignedArray;
import io.colonnade.parallel.Team;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Four kernels, a team to run them, and a pool of scratch. */
final class GemmPlan<A> extends ConvolutionPlan<A> {
  private final Map<Pass, Chosen<A>> chosen;
  private final Runner runner;
  private final ScratchPool<A> pool;

  GemmPlan(Setting<A> setting, PlanOptions options, ScratchPool<A> pool) {
    super(setting.problem(), setting.arithmetic().type(), options);
    this.pool = pool;
    this.runner = new Runner(new Team(options.executor()));
    this.chosen = Choice.all(setting, options, runner);
    chosen.values().forEach(choice -> elements(choice.kernel()));
  }

  @Override
  public Explanation explain(Pass pass) {
    return chosen(pass).explanation();
  }

  @Override
  public Workspace newWorkspace() {
    return pool.newWorkspace(Math.toIntExact(workspaceBytes() / type().bytes()));
  }

  @Override
  protected PreparedFilters<A> prepareFilters(Pass pass, A w, int wOffset) {
    Preparation<A> preparation = chosen(pass).kernel().preparation();
    if (preparation == null) {
      return super.prepareFilters(pass, w, wOffset);
    }
    int elements = (int) preparation.elements();
    AlignedArray<A> prepared = pool.newArray(elements);
    int from = prepared.start();
    runner.prepare(preparation, w, wOffset, prepared.array(), from);
    return new PreparedFilters<>(this, pass, prepared.array(), from, elements);
  }

  @Override
  protected void runPreparedForward(
      A x,
      int xOffset,
      A prepared,
      int preparedOffset,
      @Nullable A bias,
      int biasOffset,
      A y,
      int yOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    Kernel<A> kernel = chosen(Pass.FORWARD).kernel();
    GemmWorkspace<A> own = take(workspace, (int) Runner.scratchElements(kernel));
    Call<A> call = own.begin().x(x, xOffset).bias(bias, biasOffset).y(y, yOffset);
    run(
        kernel,
        call.prepared(prepared, preparedOffset).accumulate(accumulate),
        own,
        workspace == null);
  }

  @Override
  protected void runPreparedBackwardData(
      A dy,
      int dyOffset,
      A prepared,
      int preparedOffset,
      A dx,
      int dxOffset,
      boolean accumulate,
      @Nullable Workspace workspace) {
    Kernel<A> kernel = chosen(Pass.BACKWARD_DATA).kernel();
    GemmWorkspace<A> own = take(workspace, (int) Runner.scratchElements(kernel));
    Call<A> call = own.begin().y(dy, dyOffset).x(dx, dxOffset);
    run(
        kernel,
        call.prepared(prepared, preparedOffset).accumulate(accumulate),
        own,
        workspace == null);
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
    Kernel<A> kernel = chosen(Pass.FORWARD).kernel();
    GemmWorkspace<A> own = take(workspace, elements(kernel));
    Call<A> call = own.begin().x(x, xOffset).w(w, wOffset).bias(bias, biasOffset).y(y, yOffset);
    run(kernel, call.accumulate(accumulate), own, workspace == null);
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
    Kernel<A> kernel = chosen(Pass.BACKWARD_DATA).kernel();
    GemmWorkspace<A> own = take(workspace, elements(kernel));
    Call<A> call = own.begin().y(dy, dyOffset).w(w, wOffset).x(dx, dxOffset);
    run(kernel, call.accumulate(accumulate), own, workspace == null);
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
    Kernel<A> kernel = chosen(Pass.BACKWARD_WEIGHTS).kernel();
    GemmWorkspace<A> own = take(workspace, elements(kernel));
    Call<A> call = own.begin().x(x, xOffset).y(dy, dyOffset).w(dw, dwOffset);
    run(kernel, call.accumulate(accumulate), own, workspace == null);
  }

  @Override
  protected void runBackwardBias(
      A dy, int dyOffset, A db, int dbOffset, boolean accumulate, @Nullable Workspace workspace) {
    Kernel<A> kernel = chosen(Pass.BACKWARD_BIAS).kernel();
    GemmWorkspace<A> own = take(workspace, elements(kernel));
    Call<A> call = own.begin().y(dy, dyOffset).bias(db, dbOffset);
    run(kernel, call.accumulate(accumulate), own, workspace == null);
  }

  private Chosen<A> chosen(Pass pass) {
    return Objects.requireNonNull(chosen.get(Objects.requireNonNull(pass, "pass")));
  }

  private void run(Kernel<A> kernel, Call<A> call, GemmWorkspace<A> workspace, boolean pooled) {
    try {
      runner.run(kernel, call);
    } finally {
      workspace.end();
      if (pooled) {
        pool.give(workspace);
      }
    }
  }

  private GemmWorkspace<A> take(@Nullable Workspace workspace, int elements) {
    if (workspace == null) {
      return pool.take(elements);
    }
    if (!(workspace instanceof GemmWorkspace<?> own) || own.type() != type()) {
      throw new IllegalArgumentException(
          "workspace=%s: must come from newWorkspace() of a plan of this backend for %s"
              .formatted(workspace, type()));
    }
    if (own.elements() < elements) {
      throw new IllegalArgumentException(
          "workspace: has %d bytes, needs %d"
              .formatted(own.bytes(), (long) elements * type().bytes()));
    }
    @SuppressWarnings("unchecked") // same data type, same array type
    GemmWorkspace<A> typed = (GemmWorkspace<A>) own;
    return typed;
  }

  /** Elements of scratch of a call whose filters are not prepared. */
  private int elements(Kernel<A> kernel) {
    long elements = Runner.elements(kernel);
    if (elements > AlignedArray.MOST) {
      throw new IllegalArgumentException(
          "workspaceLimit=%d, threads=%d: workspace of %d elements must not exceed %d, so that a Java array holds them"
              .formatted(
                  options().workspaceLimit(), options().threads(), elements, AlignedArray.MOST));
    }
    return (int) elements;
  }
}

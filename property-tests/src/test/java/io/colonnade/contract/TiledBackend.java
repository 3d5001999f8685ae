package io.colonnade.contract;

import io.colonnade.Accuracy;
import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.ErrorBound;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.reference.ReferenceBackend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reference, but for the forward pass of 3 × 3 windows, which {@link Tiles} computes. */
record TiledBackend(TileFault fault) implements ConvolutionBackend {

  /** Whether the forward pass goes by tiles. */
  static boolean applies(ConvolutionProblem problem) {
    return problem.paddingMode() == PaddingMode.ZEROS
        && problem.window().rank() == 2
        && problem.window().axes().stream()
            .allMatch(a -> a.kernel() == 3 && a.stride() == 1 && a.dilation() == 1);
  }

  @Override
  public String name() {
    return "tiles with fault " + fault;
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return true;
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    return new Plan<>(problem, type, options, fault);
  }

  private static final class Plan<A> extends ConvolutionPlan<A> {
    private final ConvolutionPlan<A> loops;
    private final TileFault fault;
    private final boolean tiled;

    Plan(ConvolutionProblem problem, DataType<A> type, PlanOptions options, TileFault fault) {
      super(problem, type, options);
      this.loops = new ReferenceBackend().plan(problem, type, options);
      this.fault = fault;
      this.tiled = applies(problem) && options.accuracy() == Accuracy.FAST;
    }

    @Override
    public Explanation explain(Pass pass) {
      if (!tiled || pass != Pass.FORWARD) {
        return loops.explain(pass);
      }
      ErrorBound bound = fault.states(Tiles.bound(problem()));
      return new Explanation(
          pass, "tiles", "a test of bounds", 0, 0, Double.NaN, false, bound, List.of());
    }

    @Override
    public Workspace newWorkspace() {
      return loops.newWorkspace();
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
      if (!tiled) {
        loops.forward(x, xOffset, w, wOffset, bias, biasOffset, y, yOffset, mode(accumulate), null);
        return;
      }
      ConvolutionProblem problem = problem();
      double[] sums =
          new Tiles(problem, type() == DataType.FLOAT32, fault)
              .forward(values(x, xOffset, problem.xSize()), values(w, wOffset, problem.wSize()));
      for (long n = 0; n < problem.batch(); n++) {
        for (int f = 0; f < problem.filters(); f++) {
          double b = bias == null ? 0 : type().get(bias, biasOffset + f);
          for (long o = 0; o < problem.window().outputSize(); o++) {
            int at = (int) problem.yStrides().index(n, f, o);
            double value = options().activation().apply(sums[at] + b);
            double old = accumulate ? type().get(y, yOffset + at) : 0;
            type().set(y, yOffset + at, old + value);
          }
        }
      }
    }

    private double[] values(A array, int offset, long size) {
      double[] values = new double[(int) size];
      for (int i = 0; i < values.length; i++) {
        values[i] = type().get(array, offset + i);
      }
      return values;
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
      loops.backwardData(dy, dyOffset, w, wOffset, dx, dxOffset, mode(accumulate), null);
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
      loops.backwardWeights(x, xOffset, dy, dyOffset, dw, dwOffset, mode(accumulate), null);
    }

    @Override
    protected void runBackwardBias(
        A dy, int dyOffset, A db, int dbOffset, boolean accumulate, @Nullable Workspace workspace) {
      loops.backwardBias(dy, dyOffset, db, dbOffset, mode(accumulate), null);
    }

    private static WriteMode mode(boolean accumulate) {
      return accumulate ? WriteMode.ACCUMULATE : WriteMode.OVERWRITE;
    }
  }
}

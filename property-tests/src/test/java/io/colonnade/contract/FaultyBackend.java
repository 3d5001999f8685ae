package io.colonnade.contract;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.PreparedFilters;
import io.colonnade.Workspace;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reference with one fault in it. */
record FaultyBackend(Fault fault) implements ConvolutionBackend {

  @Override
  public String name() {
    return "reference with fault " + fault;
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return true;
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    PlanOptions kept =
        fault == Fault.OPTIONS_FORGOTTEN ? PlanOptions.defaults().withThreads(2) : options;
    return new Plan<>(problem, type, kept, fault);
  }

  private static final class Plan<A> extends ConvolutionPlan<A> {
    private final Fault fault;

    Plan(ConvolutionProblem problem, DataType<A> type, PlanOptions options, Fault fault) {
      super(problem, type, options);
      this.fault = fault;
    }

    @Override
    public Explanation explain(Pass pass) {
      return fault.explain(
          new Explanation(pass, "loops", "a fault is planted", 0, true, List.of()), options());
    }

    @Override
    public Workspace newWorkspace() {
      return new Dirt();
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
      Operands<A> operands = forward(x, xOffset, new Slice<>(w, wOffset), bias, biasOffset);
      run(Pass.FORWARD, operands, new Slice<>(y, yOffset), accumulate, workspace);
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
      Operands<A> operands =
          forward(x, xOffset, new Slice<>(prepared, preparedOffset), bias, biasOffset);
      fault.runPrepared(
          call(Pass.FORWARD, operands, new Slice<>(y, yOffset), accumulate, workspace));
    }

    private static <A> Operands<A> forward(
        A x, int xOffset, Slice<A> w, @Nullable A bias, int biasOffset) {
      Map<Operand, Slice<A>> operands = new EnumMap<>(Operand.class);
      operands.put(Operand.X, new Slice<>(x, xOffset));
      operands.put(Operand.W, w);
      if (bias != null) {
        operands.put(Operand.BIAS, new Slice<>(bias, biasOffset));
      }
      return new Operands<>(operands);
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
      Operands<A> operands =
          operands(Operand.DY, new Slice<>(dy, dyOffset), Operand.W, new Slice<>(w, wOffset));
      run(Pass.BACKWARD_DATA, operands, new Slice<>(dx, dxOffset), accumulate, workspace);
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
      Operands<A> operands =
          operands(
              Operand.DY,
              new Slice<>(dy, dyOffset),
              Operand.W,
              new Slice<>(prepared, preparedOffset));
      fault.runPrepared(
          call(Pass.BACKWARD_DATA, operands, new Slice<>(dx, dxOffset), accumulate, workspace));
    }

    private static <A> Operands<A> operands(
        Operand first, Slice<A> firstSlice, Operand second, Slice<A> secondSlice) {
      return new Operands<>(Map.of(first, firstSlice, second, secondSlice));
    }

    @Override
    protected PreparedFilters<A> prepareFilters(Pass pass, A w, int wOffset) {
      return switch (fault) {
        case FILTERS_NOT_COPIED ->
            wOffset == 0
                ? new PreparedFilters<>(this, pass, w, 0, type().length(w))
                : super.prepareFilters(pass, w, wOffset);
        case FILTERS_PREPARED_FROM_START -> super.prepareFilters(pass, w, 0);
        default -> super.prepareFilters(pass, w, wOffset);
      };
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
      Operands<A> operands =
          operands(Operand.X, new Slice<>(x, xOffset), Operand.DY, new Slice<>(dy, dyOffset));
      run(Pass.BACKWARD_WEIGHTS, operands, new Slice<>(dw, dwOffset), accumulate, workspace);
    }

    @Override
    protected void runBackwardBias(
        A dy, int dyOffset, A db, int dbOffset, boolean accumulate, @Nullable Workspace workspace) {
      Operands<A> operands = new Operands<>(Map.of(Operand.DY, new Slice<>(dy, dyOffset)));
      run(Pass.BACKWARD_BIAS, operands, new Slice<>(db, dbOffset), accumulate, workspace);
    }

    private void run(
        Pass pass,
        Operands<A> operands,
        Slice<A> out,
        boolean accumulate,
        @Nullable Workspace workspace) {
      fault.run(call(pass, operands, out, accumulate, workspace));
    }

    private Call<A> call(
        Pass pass,
        Operands<A> operands,
        Slice<A> out,
        boolean accumulate,
        @Nullable Workspace workspace) {
      return new Call<>(problem(), this, pass, operands, out, accumulate, workspace);
    }
  }

  /** A workspace that remembers one value between calls. */
  static final class Dirt implements Workspace {
    double value;

    @Override
    public long bytes() {
      return Double.BYTES;
    }
  }
}

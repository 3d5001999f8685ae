package io.colonnade.contract;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.reference.ReferenceBackend;
import org.jspecify.annotations.Nullable;

/**
 * Convolution on a backend.
 *
 * @param backend the backend
 * @param problem the problem
 */
record TestedConvolution(ConvolutionBackend backend, ConvolutionProblem problem)
    implements TestedOperator {

  @Override
  public String subject() {
    return backend.name();
  }

  @Override
  public ConvolutionProblem convolution() {
    return problem;
  }

  @Override
  public int size(Operand operand) {
    return operand.size(problem);
  }

  @Override
  public long terms(Pass pass) {
    return switch (pass) {
      case FORWARD -> problem.depth() + 1;
      case BACKWARD_DATA -> problem.filtersPerGroup() * readers(problem);
      case BACKWARD_WEIGHTS, BACKWARD_BIAS -> problem.batch() * problem.window().outputSize();
    };
  }

  /**
   * How many taps of how many windows may read one cell of a plane: each tap from one place, the
   * cell itself, and under some padding modes from all of the padding.
   */
  static long readers(ConvolutionProblem problem) {
    long taps = problem.window().kernelSize();
    if (problem.paddingMode() == PaddingMode.ZEROS) {
      return taps;
    }
    return problem.window().axes().stream()
        .mapToLong(a -> Math.min(a.output(), 1 + a.paddingBegin() + a.paddingEnd()))
        .reduce(taps, (x, y) -> x * y);
  }

  @Override
  public boolean supports(Pass pass, DataType<?> type) {
    return backend.supports(problem, pass, type);
  }

  @Override
  public <A> PlanPasses<A> plan(DataType<A> type, PlanOptions options) {
    return new PlanPasses<>(backend.plan(problem, type, options));
  }

  @Override
  public Applicability applicability(DataType<?> type, PlanOptions options) {
    return Applicability.of(backend, problem, type, options);
  }

  @Override
  public double[] loops(Pass pass, Operands<double[]> operands) {
    double[] out = new double[size(Result.sameShape(pass))];
    new PlanPasses<>(new ReferenceBackend().plan(problem, DataType.FLOAT64))
        .run(pass, operands, Slice.of(out), WriteMode.OVERWRITE, null);
    return out;
  }

  @Override
  public double[] mixed(Pass pass, Operands<double[]> operands, int reach) {
    Neighbourhood neighbourhood = new Neighbourhood(problem, reach);
    return switch (pass) {
      case FORWARD ->
          neighbourhood.forward(operands.get(Operand.X).array(), operands.get(Operand.W).array());
      case BACKWARD_DATA ->
          neighbourhood.backwardData(
              operands.get(Operand.DY).array(), operands.get(Operand.W).array());
      case BACKWARD_WEIGHTS ->
          neighbourhood.backwardWeights(
              operands.get(Operand.X).array(), operands.get(Operand.DY).array());
      case BACKWARD_BIAS -> throw new IllegalArgumentException(pass + ": mixes nothing");
    };
  }

  @Override
  public String toString() {
    return problem.toString();
  }

  /**
   * The passes of a plan.
   *
   * @param plan the plan
   * @param <A> the array type
   */
  record PlanPasses<A>(ConvolutionPlan<A> plan) implements Passes<A> {

    @Override
    public Explanation explain(Pass pass) {
      return plan.explain(pass);
    }

    @Override
    public Workspace newWorkspace() {
      return plan.newWorkspace();
    }

    @Override
    public void run(
        Pass pass,
        Operands<A> operands,
        Slice<A> out,
        WriteMode mode,
        @Nullable Workspace workspace) {
      operands.run(plan, pass, out, mode, workspace);
    }
  }
}

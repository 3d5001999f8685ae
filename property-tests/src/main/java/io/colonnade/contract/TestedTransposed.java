package io.colonnade.contract;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.reference.ReferenceTransposed;
import io.colonnade.transposed.TransposedConvolution;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Transposed convolution on a backend.
 *
 * @param backend the backend
 * @param problem the problem
 */
record TestedTransposed(ConvolutionBackend backend, TransposedProblem problem)
    implements TestedOperator {

  @Override
  public String subject() {
    return backend.name();
  }

  @Override
  public ConvolutionProblem convolution() {
    return problem.adjoint();
  }

  @Override
  public int size(Operand operand) {
    return Math.toIntExact(
        switch (operand) {
          case X -> problem.xSize();
          case W -> problem.wSize();
          case BIAS -> problem.filters();
          case DY -> problem.ySize();
        });
  }

  @Override
  public long terms(Pass pass) {
    ConvolutionProblem adjoint = problem.adjoint();
    return switch (pass) {
      case FORWARD -> adjoint.filtersPerGroup() * adjoint.window().kernelSize() + 1;
      case BACKWARD_DATA -> adjoint.depth();
      case BACKWARD_WEIGHTS -> problem.batch() * adjoint.window().outputSize();
      case BACKWARD_BIAS -> problem.batch() * adjoint.window().inputSize();
    };
  }

  /** The bias' gradient needs nothing of the backend but a plan. */
  @Override
  public boolean supports(Pass pass, DataType<?> type) {
    return pass == Pass.BACKWARD_BIAS
        ? Arrays.stream(Pass.values()).anyMatch(p -> backend.supports(problem.adjoint(), p, type))
        : backend.supports(problem.adjoint(), ofAdjoint(pass), type);
  }

  /** The pass of the adjoint that does the work of {@code pass}. */
  private static Pass ofAdjoint(Pass pass) {
    return switch (pass) {
      case FORWARD -> Pass.BACKWARD_DATA;
      case BACKWARD_DATA -> Pass.FORWARD;
      case BACKWARD_WEIGHTS, BACKWARD_BIAS -> pass;
    };
  }

  @Override
  public <A> Passes<A> plan(DataType<A> type, PlanOptions options) {
    return new TransposedPasses<>(new TransposedConvolution<>(backend, problem, type, options));
  }

  @Override
  public Applicability applicability(DataType<?> type, PlanOptions options) {
    return Applicability.of(backend, problem.adjoint(), type, options);
  }

  @Override
  public double[] loops(Pass pass, Operands<double[]> operands) {
    var loops = new ReferenceTransposed<>(problem, DataType.FLOAT64);
    double[] out = new double[size(Result.sameShape(pass))];
    switch (pass) {
      case FORWARD ->
          loops.forward(
              operands.get(Operand.X).array(),
              operands.get(Operand.W).array(),
              operands.has(Operand.BIAS) ? operands.get(Operand.BIAS).array() : null,
              out);
      case BACKWARD_DATA ->
          loops.backwardData(
              operands.get(Operand.DY).array(), operands.get(Operand.W).array(), out);
      case BACKWARD_WEIGHTS ->
          loops.backwardWeights(
              operands.get(Operand.X).array(), operands.get(Operand.DY).array(), out);
      case BACKWARD_BIAS -> loops.backwardBias(operands.get(Operand.DY).array(), out);
    }
    return out;
  }

  /** Its X is the adjoint's dY, its dY the adjoint's X. */
  @Override
  public double[] mixed(Pass pass, Operands<double[]> operands, int reach) {
    Neighbourhood neighbourhood = new Neighbourhood(problem.adjoint(), reach);
    return switch (pass) {
      case FORWARD ->
          neighbourhood.backwardData(
              operands.get(Operand.X).array(), operands.get(Operand.W).array());
      case BACKWARD_DATA ->
          neighbourhood.forward(operands.get(Operand.DY).array(), operands.get(Operand.W).array());
      case BACKWARD_WEIGHTS ->
          neighbourhood.backwardWeights(
              operands.get(Operand.DY).array(), operands.get(Operand.X).array());
      case BACKWARD_BIAS -> throw new IllegalArgumentException(pass + ": mixes nothing");
    };
  }

  @Override
  public String toString() {
    return problem.toString();
  }

  /** The bias is summed by the operator itself, the rest by the plan of its adjoint. */
  private record TransposedPasses<A>(TransposedConvolution<A> transposed) implements Passes<A> {

    @Override
    public Explanation explain(Pass pass) {
      return pass == Pass.BACKWARD_BIAS
          ? new Explanation(pass, "sum", "the only algorithm", 0, true, List.of())
          : transposed.adjoint().explain(ofAdjoint(pass));
    }

    @Override
    public Workspace newWorkspace() {
      return transposed.adjoint().newWorkspace();
    }

    @Override
    public void run(
        Pass pass,
        Operands<A> operands,
        Slice<A> out,
        WriteMode mode,
        @Nullable Workspace workspace) {
      switch (pass) {
        case FORWARD -> forward(operands, out, mode, workspace);
        case BACKWARD_DATA -> {
          Slice<A> dy = operands.get(Operand.DY);
          Slice<A> w = operands.get(Operand.W);
          transposed.backwardData(
              dy.array(),
              dy.offset(),
              w.array(),
              w.offset(),
              out.array(),
              out.offset(),
              mode,
              workspace);
        }
        case BACKWARD_WEIGHTS -> {
          Slice<A> x = operands.get(Operand.X);
          Slice<A> dy = operands.get(Operand.DY);
          transposed.backwardWeights(
              x.array(),
              x.offset(),
              dy.array(),
              dy.offset(),
              out.array(),
              out.offset(),
              mode,
              workspace);
        }
        case BACKWARD_BIAS -> {
          Slice<A> dy = operands.get(Operand.DY);
          transposed.backwardBias(dy.array(), dy.offset(), out.array(), out.offset(), mode);
        }
      }
    }

    private void forward(
        Operands<A> operands, Slice<A> out, WriteMode mode, @Nullable Workspace workspace) {
      Slice<A> x = operands.get(Operand.X);
      Slice<A> w = operands.get(Operand.W);
      Slice<A> bias = operands.has(Operand.BIAS) ? operands.get(Operand.BIAS) : null;
      transposed.forward(
          x.array(),
          x.offset(),
          w.array(),
          w.offset(),
          bias == null ? null : bias.array(),
          bias == null ? 0 : bias.offset(),
          out.array(),
          out.offset(),
          mode,
          workspace);
    }
  }
}

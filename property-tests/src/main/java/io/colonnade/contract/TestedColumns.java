package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.columns.Im2Col;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceColumns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * im2col as a forward pass and col2im as its backward data pass; Y and dY are the columns.
 *
 * @param problem the windows
 */
record TestedColumns(ConvolutionProblem problem) implements TestedOperator {
  private static final String COLUMNS = "columns";

  @Override
  public String subject() {
    return "im2col";
  }

  @Override
  public ConvolutionProblem convolution() {
    return problem;
  }

  @Override
  public List<Operand> operands(Pass pass) {
    return switch (pass) {
      case FORWARD -> List.of(Operand.X);
      case BACKWARD_DATA -> List.of(Operand.DY);
      case BACKWARD_WEIGHTS, BACKWARD_BIAS -> throw none(pass);
    };
  }

  private static UnsupportedOperationException none(Pass pass) {
    return new UnsupportedOperationException("pass=" + pass + ": columns have none");
  }

  @Override
  public int size(Operand operand) {
    return operand == Operand.DY
        ? Math.toIntExact(
            problem.batch()
                * problem.channels()
                * problem.window().kernelSize()
                * problem.window().outputSize())
        : operand.size(problem);
  }

  @Override
  public String name(Operand operand) {
    return operand == Operand.DY ? COLUMNS : operand.toString();
  }

  @Override
  public String resultName(Pass pass) {
    return pass == Pass.FORWARD ? COLUMNS : Result.name(pass);
  }

  /** Of im2col those of the product of filters and columns. */
  @Override
  public long terms(Pass pass) {
    return switch (pass) {
      case FORWARD -> problem.depth();
      case BACKWARD_DATA -> TestedConvolution.readers(problem);
      case BACKWARD_WEIGHTS, BACKWARD_BIAS -> 0;
    };
  }

  @Override
  public boolean supports(Pass pass, DataType<?> type) {
    return pass == Pass.FORWARD || pass == Pass.BACKWARD_DATA;
  }

  @Override
  public <A> Passes<A> plan(DataType<A> type, PlanOptions options) {
    return new ColumnPasses<>(new Im2Col<>(problem, type));
  }

  @Override
  public Applicability applicability(DataType<?> type, PlanOptions options) {
    return new Applicability(Set.of(Pass.FORWARD, Pass.BACKWARD_DATA), Map.of());
  }

  @Override
  public double[] loops(Pass pass, Operands<double[]> operands) {
    var loops = new ReferenceColumns<>(problem, DataType.FLOAT64);
    double[] out = new double[size(Result.sameShape(pass))];
    switch (pass) {
      case FORWARD -> loops.im2col(operands.get(Operand.X).array(), out);
      case BACKWARD_DATA -> loops.col2im(operands.get(Operand.DY).array(), out);
      case BACKWARD_WEIGHTS, BACKWARD_BIAS -> throw none(pass);
    }
    return out;
  }

  @Override
  public double[] mixed(Pass pass, Operands<double[]> operands, int reach) {
    throw new UnsupportedOperationException("columns are copied and added");
  }

  @Override
  public String toString() {
    return problem.toString();
  }

  private record ColumnPasses<A>(Im2Col<A> columns) implements Passes<A> {

    @Override
    public Explanation explain(Pass pass) {
      return new Explanation(pass, "lowering", "the only algorithm", 0, true, List.of());
    }

    @Override
    public Workspace newWorkspace() {
      return () -> 0;
    }

    @Override
    public void run(
        Pass pass,
        Operands<A> operands,
        Slice<A> out,
        WriteMode mode,
        @Nullable Workspace workspace) {
      switch (pass) {
        case FORWARD -> {
          Slice<A> x = operands.get(Operand.X);
          columns.im2col(x.array(), x.offset(), out.array(), out.offset());
        }
        case BACKWARD_DATA -> {
          Slice<A> dy = operands.get(Operand.DY);
          columns.col2im(dy.array(), dy.offset(), out.array(), out.offset(), mode);
        }
        case BACKWARD_WEIGHTS, BACKWARD_BIAS -> throw none(pass);
      }
    }
  }
}

package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Explanation;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.Workspace;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operator with one fault in it.
 *
 * @param sound the operator without it
 * @param fault what it computes instead
 */
record FaultyOperator(TestedOperator sound, Behaviour fault) implements TestedOperator {

  /** What a faulty operator computes. */
  @FunctionalInterface
  interface Behaviour {
    double[] result(Pass pass, Operands<double[]> operands);
  }

  @Override
  public String subject() {
    return sound.subject() + " with a fault";
  }

  @Override
  public ConvolutionProblem convolution() {
    return sound.convolution();
  }

  @Override
  public List<Operand> operands(Pass pass) {
    return sound.operands(pass);
  }

  @Override
  public int size(Operand operand) {
    return sound.size(operand);
  }

  @Override
  public String name(Operand operand) {
    return sound.name(operand);
  }

  @Override
  public String resultName(Pass pass) {
    return sound.resultName(pass);
  }

  @Override
  public long terms(Pass pass) {
    return sound.terms(pass);
  }

  @Override
  public boolean supports(Pass pass, DataType<?> type) {
    return sound.supports(pass, type);
  }

  @Override
  public <A> Passes<A> plan(DataType<A> type, PlanOptions options) {
    return new FaultyPasses<>(this, sound.plan(type, options), type);
  }

  @Override
  public Applicability applicability(DataType<?> type, PlanOptions options) {
    return sound.applicability(type, options);
  }

  @Override
  public double[] loops(Pass pass, Operands<double[]> operands) {
    return sound.loops(pass, operands);
  }

  @Override
  public double[] mixed(Pass pass, Operands<double[]> operands, int reach) {
    return sound.mixed(pass, operands, reach);
  }

  private record FaultyPasses<A>(FaultyOperator operator, Passes<A> sound, DataType<A> type)
      implements Passes<A> {

    @Override
    public Explanation explain(Pass pass) {
      return sound.explain(pass);
    }

    @Override
    public Workspace newWorkspace() {
      return sound.newWorkspace();
    }

    /** Runs the pass soundly, so that arguments are checked, and then writes what is wrong. */
    @Override
    public void run(
        Pass pass,
        Operands<A> operands,
        Slice<A> out,
        WriteMode mode,
        @Nullable Workspace workspace) {
      double[] old = new double[operator.size(Result.sameShape(pass))];
      if (mode == WriteMode.ACCUMULATE) {
        old = widen(out, old.length);
      }
      sound.run(pass, operands, out, mode, workspace);
      double[] result = operator.fault.result(pass, widen(pass, operands));
      for (int i = 0; i < result.length; i++) {
        type.set(out.array(), out.offset() + i, old[i] + result[i]);
      }
    }

    private Operands<double[]> widen(Pass pass, Operands<A> operands) {
      Map<Operand, Slice<double[]>> wide = new EnumMap<>(Operand.class);
      for (Operand operand : operator.operands(pass)) {
        if (operands.has(operand)) {
          double[] values = widen(operands.get(operand), operator.size(operand));
          wide.put(operand, Slice.of(values));
        }
      }
      return new Operands<>(wide);
    }

    private double[] widen(Slice<A> slice, int size) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = type.get(slice.array(), slice.offset() + i);
      }
      return values;
    }
  }
}

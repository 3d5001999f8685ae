package io.colonnade.contract;

import io.colonnade.Pass;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.geometry.Window;
import io.colonnade.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Faults to plant in transposed convolution, each with the property that must notice it. */
@SuppressWarnings("ImmutableEnumChecker") // The methods have no state.
enum TransposedFault {
  OUTPUT_PADDING_AT_THE_BEGINNING(
      reshaped(TransposedFault::withOutputPaddingFirst),
      "transposed forward: is the transposed unrolled matrix times x"),
  STRIDE_IGNORED(
      reshaped(
          a ->
              new Axis(
                  a.input(),
                  a.kernel(),
                  1,
                  a.paddingBegin(),
                  a.paddingEnd(),
                  a.dilation(),
                  a.output())),
      "transposed backward-data: is the unrolled matrix times dy"),
  DILATION_IGNORED(
      reshaped(
          a ->
              new Axis(
                  a.input(),
                  a.kernel(),
                  a.stride(),
                  a.paddingBegin(),
                  a.paddingEnd(),
                  1,
                  a.output())),
      "transposed backward-weights: equals the loops on integers"),
  BIAS_MISSING(
      (problem, pass, operands) -> loops(problem, pass, operands.withoutBias()),
      "transposed ⟨conv(x, 0) + bias, dy⟩ = ⟨db(dy), bias⟩"),
  BIAS_OF_THE_LAST_IMAGE(
      TransposedFault::biasOfTheLastImage,
      "transposed backward-bias: equals the loops on integers"),
  GROUPS_OFF_BY_ONE(TransposedFault::groupsOffByOne, "transposed ⟨conv(x, w), dy⟩ = ⟨dx(dy), x⟩"),
  LAYOUT_IGNORED(
      changed(adjoint -> adjoint.withLayouts(Layout.CHANNELS_FIRST, adjoint.filterLayout())),
      "transposed forward: equals the loops without a bias"),
  FILTER_LAYOUT_IGNORED(
      changed(adjoint -> adjoint.withLayouts(adjoint.layout(), FilterLayout.FILTERS_FIRST)),
      "transposed forward: is the transposed unrolled matrix times x"),
  FILTERS_NOT_TRANSPOSED(
      TransposedFault::filtersNotTransposed, "transposed forward: is near the loops on reals");

  private final Behaviour behaviour;
  private final String noticedBy;

  TransposedFault(Behaviour behaviour, String noticedBy) {
    this.behaviour = behaviour;
    this.noticedBy = noticedBy;
  }

  /** The property that must notice it. */
  ContractProperty noticedBy() {
    return TransposedContract.properties().stream()
        .filter(property -> property.name().equals(noticedBy))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("property=" + noticedBy + ": unknown"));
  }

  /** Transposed convolution with this fault. */
  TestedOperator plantedIn(TransposedProblem problem) {
    return new FaultyOperator(
        new TestedTransposed(new ReferenceBackend(), problem),
        (pass, operands) -> behaviour.result(problem, pass, operands));
  }

  @FunctionalInterface
  private interface Behaviour {
    double[] result(TransposedProblem problem, Pass pass, Operands<double[]> operands);
  }

  private static double[] loops(TransposedProblem problem, Pass pass, Operands<double[]> operands) {
    return new TestedTransposed(new ReferenceBackend(), problem).loops(pass, operands);
  }

  private static Behaviour changed(UnaryOperator<ConvolutionProblem> change) {
    return (problem, pass, operands) ->
        loops(new TransposedProblem(change.apply(problem.adjoint())), pass, operands);
  }

  private static Behaviour reshaped(UnaryOperator<Axis> change) {
    return changed(
        adjoint -> {
          List<Axis> axes = adjoint.window().axes().stream().map(change).toList();
          return adjoint.withWindow(new Window(axes));
        });
  }

  /** As far as that is padding less at the beginning. */
  private static Axis withOutputPaddingFirst(Axis a) {
    long outputPadding = Math.max(0, a.unused() - a.paddingEnd());
    long begin = Math.max(0, a.paddingBegin() - outputPadding);
    return new Axis(
        a.input(), a.kernel(), a.stride(), begin, a.paddingEnd(), a.dilation(), a.output());
  }

  private static double[] biasOfTheLastImage(
      TransposedProblem problem, Pass pass, Operands<double[]> operands) {
    if (pass != Pass.BACKWARD_BIAS) {
      return loops(problem, pass, operands);
    }
    double[] dy = operands.get(Operand.DY).array().clone();
    Arrays.fill(dy, 0, dy.length - dy.length / (int) problem.batch(), 0);
    return loops(problem, pass, operands.with(Operand.DY, Slice.of(dy)));
  }

  /** The forward pass reads the channels of the next group. */
  private static double[] groupsOffByOne(
      TransposedProblem problem, Pass pass, Operands<double[]> operands) {
    if (pass != Pass.FORWARD) {
      return loops(problem, pass, operands);
    }
    ConvolutionProblem adjoint = problem.adjoint();
    double[] x = operands.get(Operand.X).array();
    double[] moved = new double[x.length];
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        long other = (c + adjoint.filtersPerGroup()) % problem.channels();
        for (long o = 0; o < adjoint.window().outputSize(); o++) {
          int to = (int) adjoint.yStrides().index(n, c, o);
          moved[to] = x[(int) adjoint.yStrides().index(n, other, o)];
        }
      }
    }
    return loops(problem, pass, operands.with(Operand.X, Slice.of(moved)));
  }

  /** W is read as F/g, C/g for each group, not as C/g, F/g. */
  private static double[] filtersNotTransposed(
      TransposedProblem problem, Pass pass, Operands<double[]> operands) {
    if (pass == Pass.BACKWARD_WEIGHTS || pass == Pass.BACKWARD_BIAS) {
      return loops(problem, pass, operands);
    }
    ConvolutionProblem adjoint = problem.adjoint();
    long rows = adjoint.filtersPerGroup();
    long columns = adjoint.channelsPerGroup();
    double[] w = operands.get(Operand.W).array();
    double[] moved = new double[w.length];
    for (long c = 0; c < problem.channels(); c++) {
      for (long f = 0; f < columns; f++) {
        long flat = f * rows + c % rows;
        long group = c / rows * rows;
        for (long k = 0; k < adjoint.window().kernelSize(); k++) {
          int to = (int) adjoint.wStrides().index(c, f, k);
          moved[to] = w[(int) adjoint.wStrides().index(group + flat / columns, flat % columns, k)];
        }
      }
    }
    return loops(problem, pass, operands.with(Operand.W, Slice.of(moved)));
  }
}

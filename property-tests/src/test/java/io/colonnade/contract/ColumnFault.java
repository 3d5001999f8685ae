package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.reference.ReferenceColumns;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Faults to plant in im2col and col2im, each with the property that must notice it. */
@SuppressWarnings("ImmutableEnumChecker") // The methods have no state.
enum ColumnFault {
  LAYOUT_IGNORED(
      changed(problem -> problem.withLayouts(Layout.CHANNELS_FIRST, problem.filterLayout())),
      "im2col: equals the loops on integers"),
  FILTER_LAYOUT_IGNORED(
      changed(problem -> problem.withLayouts(problem.layout(), FilterLayout.FILTERS_FIRST)),
      "W·im2col(x): is the convolution"),
  PADDING_MODE_IGNORED(
      changed(problem -> problem.withPaddingMode(PaddingMode.ZEROS)),
      "col2im: equals the loops on integers"),
  PADDING_MODE_IGNORED_IN_COL2IM(
      ColumnFault::paddingModeIgnoredInCol2im, "⟨im2col(x), columns⟩ = ⟨col2im(columns), x⟩"),
  OVERLAP_OVERWRITTEN(ColumnFault::overlapOverwritten, "col2im: equals the loops on integers"),
  MAGNITUDES_ADDED(ColumnFault::magnitudesAdded, "col2im: is linear in dy"),
  NAN_DROPPED(ColumnFault::nanDropped, "im2col: loses no NaN"),
  LAST_COLUMN_NOT_WRITTEN(ColumnFault::lastColumnNotWritten, "im2col: is near the loops on reals");

  private final Behaviour behaviour;
  private final String noticedBy;

  ColumnFault(Behaviour behaviour, String noticedBy) {
    this.behaviour = behaviour;
    this.noticedBy = noticedBy;
  }

  /** The property that must notice it. */
  ContractProperty noticedBy() {
    return Im2ColContract.properties().stream()
        .filter(property -> property.name().equals(noticedBy))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("property=" + noticedBy + ": unknown"));
  }

  /** im2col and col2im with this fault. */
  TestedOperator plantedIn(ConvolutionProblem problem) {
    return new FaultyOperator(
        new TestedColumns(problem), (pass, operands) -> behaviour.result(problem, pass, operands));
  }

  @FunctionalInterface
  private interface Behaviour {
    double[] result(ConvolutionProblem problem, Pass pass, Operands<double[]> operands);
  }

  private static double[] loops(
      ConvolutionProblem problem, Pass pass, Operands<double[]> operands) {
    return new TestedColumns(problem).loops(pass, operands);
  }

  private static Behaviour changed(UnaryOperator<ConvolutionProblem> change) {
    return (problem, pass, operands) -> loops(change.apply(problem), pass, operands);
  }

  private static double[] paddingModeIgnoredInCol2im(
      ConvolutionProblem problem, Pass pass, Operands<double[]> operands) {
    return pass == Pass.FORWARD
        ? loops(problem, pass, operands)
        : loops(problem.withPaddingMode(PaddingMode.ZEROS), pass, operands);
  }

  /** Where windows overlap, the last one wins. */
  private static double[] overlapOverwritten(
      ConvolutionProblem problem, Pass pass, Operands<double[]> operands) {
    if (pass == Pass.FORWARD) {
      return loops(problem, pass, operands);
    }
    var order = new ReferenceColumns<>(problem, DataType.FLOAT64);
    double[] columns = operands.get(Operand.DY).array();
    double[] dx = new double[Math.toIntExact(problem.xSize())];
    for (long n = 0; n < problem.batch(); n++) {
      for (long c = 0; c < problem.channels(); c++) {
        for (long k = 0; k < problem.window().kernelSize(); k++) {
          for (long o = 0; o < problem.window().outputSize(); o++) {
            int cell = Cells.under(problem, o, k);
            if (cell >= 0) {
              int at = (int) problem.xStrides().index(n, c, cell);
              dx[at] = columns[order.index(n, c, k, o)];
            }
          }
        }
      }
    }
    return dx;
  }

  private static double[] magnitudesAdded(
      ConvolutionProblem problem, Pass pass, Operands<double[]> operands) {
    return Arrays.stream(loops(problem, pass, operands)).map(Math::abs).toArray();
  }

  private static double[] nanDropped(
      ConvolutionProblem problem, Pass pass, Operands<double[]> operands) {
    return Arrays.stream(loops(problem, pass, operands))
        .map(v -> Double.isNaN(v) ? 0 : v)
        .toArray();
  }

  private static double[] lastColumnNotWritten(
      ConvolutionProblem problem, Pass pass, Operands<double[]> operands) {
    double[] result = loops(problem, pass, operands);
    result[result.length - 1] = Double.NaN;
    return result;
  }
}

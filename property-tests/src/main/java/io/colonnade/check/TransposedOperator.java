package io.colonnade.check;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.WriteMode;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.TransposedProblem;
import io.colonnade.transposed.TransposedConvolution;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * ConvTranspose, slots X W B → Y, B optional. The output padding may be of any size: it holds what
 * an asked output size exceeds the natural one by.
 */
final class TransposedOperator implements Operator {
  private static final Set<String> INPUTS = Set.of("X", "W", "B");

  private final Engine engine;

  TransposedOperator(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<String> obstacle(ConformanceCase recorded, DataType<?> type) {
    return engine.obstacle(problem(recorded).adjoint(), EnumSet.of(Pass.BACKWARD_DATA), type);
  }

  @Override
  public <A> List<Computed> run(ConformanceCase recorded, DataType<A> type) {
    TransposedProblem problem = problem(recorded);
    TransposedConvolution<A> plan =
        new TransposedConvolution<>(engine.backend(), problem, type, engine.options());
    engine.count(plan.adjoint(), Pass.BACKWARD_DATA);
    A x = recorded.array("X", type, problem.xShape());
    A w = recorded.array("W", type, problem.wShape());
    A bias = recorded.optionalArray("B", type, problem.filters());
    return List.of(
        Computed.by(
            "Y",
            problem.yShape(),
            type,
            y -> plan.forward(x, 0, w, 0, bias, 0, y, 0, WriteMode.OVERWRITE, null)));
  }

  private static TransposedProblem problem(ConformanceCase recorded) {
    recorded.inputsAmong(INPUTS);
    long groups = recorded.size("group");
    return recorded
        .withWindow(TransposedProblem.builder())
        .filters(Math.multiplyExact(groups, recorded.images("W").shape()[1]))
        .groups(groups)
        .output(output(recorded))
        .build();
  }

  private static long[] output(ConformanceCase recorded) {
    long[] input = recorded.images("X").spatialShape();
    long[] kernel = recorded.sizes("kernel_shape");
    long[] stride = recorded.sizes("strides");
    long[] begin = recorded.paddingBegin();
    long[] end = recorded.paddingEnd();
    long[] dilation = recorded.sizes("dilations");
    long[] output = recorded.sizes("output_padding");
    for (int a = 0; a < output.length; a++) {
      output[a] +=
          Axis.transposedSize(input[a], kernel[a], stride[a], begin[a], end[a], dilation[a]);
    }
    return output;
  }
}

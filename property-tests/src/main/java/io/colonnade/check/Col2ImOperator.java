package io.colonnade.check;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.WriteMode;
import io.colonnade.columns.Im2Col;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Col2Im, slots input image_shape block_shape → output; the two shapes are attributes too, and must
 * agree where they are given.
 *
 * <p>Where the library is not under test, the backend computes it as the backward data pass of a
 * convolution with unit filters: filter {@code c·taps + k} is 1 at tap k of channel c, 0 elsewhere.
 */
final class Col2ImOperator implements Operator {
  private static final Set<String> INPUTS = Set.of("input", "image_shape", "block_shape");
  private static final int AXES = 3;

  private final Engine engine;

  Col2ImOperator(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<String> obstacle(ConformanceCase recorded, DataType<?> type) {
    ConvolutionProblem problem = problem(recorded);
    return engine.testsLibrary()
        ? Optional.empty()
        : engine.obstacle(problem, EnumSet.of(Pass.BACKWARD_DATA), type);
  }

  @Override
  public <A> List<Computed> run(ConformanceCase recorded, DataType<A> type) {
    ConvolutionProblem problem = problem(recorded);
    A columns = recorded.input("input").toArray(type);
    return List.of(
        Computed.by("output", problem.xShape(), type, dx -> run(problem, type, columns, dx)));
  }

  private <A> void run(ConvolutionProblem problem, DataType<A> type, A columns, A dx) {
    if (engine.testsLibrary()) {
      new Im2Col<>(problem, type).col2im(columns, 0, dx, 0, WriteMode.OVERWRITE);
    } else {
      ConvolutionPlan<A> plan = engine.plan(problem, type);
      engine.count(plan, Pass.BACKWARD_DATA);
      plan.backwardData(columns, unitFilters(problem, type), dx);
    }
  }

  private static <A> A unitFilters(ConvolutionProblem problem, DataType<A> type) {
    int filters = Math.toIntExact(problem.filters());
    int taps = Math.toIntExact(problem.window().kernelSize());
    A w = type.newArray(Math.multiplyExact(filters, taps));
    for (int f = 0; f < filters; f++) {
      type.set(w, f * taps + f % taps, 1);
    }
    return w;
  }

  /**
   * The windows, with a filter for each row of the columns: as many in a group as a kernel's taps.
   */
  private static ConvolutionProblem problem(ConformanceCase recorded) {
    recorded.inputsAmong(INPUTS);
    CaseTensor columns = recorded.input("input").withRank(AXES);
    long rows = columns.shape()[1];
    long[] block = shape(recorded, "block_shape");
    long taps = Arrays.stream(block).reduce(1, Math::multiplyExact);
    if (taps == 0 || rows % taps != 0) {
      throw new IllegalArgumentException(
          "input: shape=%s: must have rows for each of the %d taps of block_shape"
              .formatted(Arrays.toString(columns.shape()), taps));
    }
    ConvolutionProblem problem =
        recorded
            .withSteps(ConvolutionProblem.builder())
            .batch(columns.shape()[0])
            .channels(rows / taps)
            .filters(rows)
            .groups(rows / taps)
            .input(shape(recorded, "image_shape"))
            .kernel(block)
            .build();
    columns.withShape(problem.batch(), rows, problem.window().outputSize());
    return problem;
  }

  private static long[] shape(ConformanceCase recorded, String name) {
    long[] sizes = recorded.sizes(name);
    recorded.requireAgreement(name, sizes);
    return sizes;
  }
}

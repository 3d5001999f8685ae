package io.colonnade.check;

import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Conv, slots X W B → Y; and ConvGradient, slots X W B dY → Y dX dW dB. B is optional, and dB is
 * expected where B is given.
 */
final class ConvolutionOperator implements Operator {
  private static final Set<String> FORWARD_INPUTS = Set.of("X", "W", "B");
  private static final Set<String> GRADIENT_INPUTS = Set.of("X", "W", "B", "dY");

  private final Engine engine;
  private final Set<Pass> passes;

  /** Runs {@code passes} on {@code engine}. */
  ConvolutionOperator(Engine engine, Set<Pass> passes) {
    this.engine = engine;
    this.passes = EnumSet.copyOf(passes);
  }

  @Override
  public Optional<String> obstacle(ConformanceCase recorded, DataType<?> type) {
    return engine.obstacle(problem(recorded), passes(recorded), type);
  }

  @Override
  public <A> List<Computed> run(ConformanceCase recorded, DataType<A> type) {
    ConvolutionProblem problem = problem(recorded);
    ConvolutionPlan<A> plan = engine.plan(problem, type);
    Set<Pass> needed = passes(recorded);
    needed.forEach(pass -> engine.count(plan, pass));
    return needed.stream().map(pass -> run(pass, recorded, plan)).toList();
  }

  private static <A> Computed run(Pass pass, ConformanceCase recorded, ConvolutionPlan<A> plan) {
    ConvolutionProblem problem = plan.problem();
    DataType<A> type = plan.type();
    return switch (pass) {
      case FORWARD -> {
        A x = recorded.input("X").toArray(type);
        A w = recorded.input("W").toArray(type);
        A bias = recorded.optionalArray("B", type, problem.filters());
        yield Computed.by("Y", problem.yShape(), type, y -> plan.forward(x, w, bias, y));
      }
      case BACKWARD_DATA -> {
        A dy = recorded.array("dY", type, problem.yShape());
        A w = recorded.input("W").toArray(type);
        yield Computed.by("dX", problem.xShape(), type, dx -> plan.backwardData(dy, w, dx));
      }
      case BACKWARD_WEIGHTS -> {
        A x = recorded.input("X").toArray(type);
        A dy = recorded.array("dY", type, problem.yShape());
        yield Computed.by("dW", problem.wShape(), type, dw -> plan.backwardWeights(x, dy, dw));
      }
      case BACKWARD_BIAS -> {
        A dy = recorded.array("dY", type, problem.yShape());
        long[] shape = {problem.filters()};
        yield Computed.by("dB", shape, type, db -> plan.backwardBias(dy, db));
      }
    };
  }

  private Set<Pass> passes(ConformanceCase recorded) {
    Set<Pass> needed = EnumSet.copyOf(passes);
    if (recorded.optionalInput("B") == null && !recorded.expects("dB")) {
      needed.remove(Pass.BACKWARD_BIAS);
    }
    return needed;
  }

  private ConvolutionProblem problem(ConformanceCase recorded) {
    recorded.inputsAmong(passes.contains(Pass.BACKWARD_DATA) ? GRADIENT_INPUTS : FORWARD_INPUTS);
    ConvolutionProblem problem =
        recorded
            .withWindow(ConvolutionProblem.builder())
            .filters(recorded.images("W").shape()[0])
            .groups(recorded.size("group"))
            .build();
    recorded.input("W").withShape(problem.wShape());
    return problem;
  }
}

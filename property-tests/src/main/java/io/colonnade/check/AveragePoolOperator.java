package io.colonnade.check;

import io.colonnade.DataType;
import io.colonnade.contract.pooling.PoolingSubject;
import io.colonnade.geometry.PoolingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** AveragePool and GlobalAveragePool, slots X → Y; and AveragePoolGradient, X dY → Y dX. */
final class AveragePoolOperator implements Operator {
  private final Engine engine;
  private final PoolForm form;

  AveragePoolOperator(Engine engine, PoolForm form) {
    this.engine = engine;
    this.form = form;
  }

  @Override
  public Optional<String> obstacle(ConformanceCase recorded, DataType<?> type) {
    return engine.poolsObstacle();
  }

  @Override
  public <A> List<Computed> run(ConformanceCase recorded, DataType<A> type) {
    PoolingProblem problem = form.problem(recorded);
    boolean countPadding = form != PoolForm.GLOBAL && recorded.flag("count_include_pad");
    PoolingSubject pools = engine.pools().orElseThrow();
    long[] shape = PoolForm.outputShape(problem);
    A x = recorded.input("X").toArray(type);
    List<Computed> computed = new ArrayList<>();
    computed.add(
        Computed.by("Y", shape, type, y -> pools.average(problem, type, countPadding, x, y)));
    if (form == PoolForm.GRADIENT) {
      A dy = recorded.array("dY", type, shape);
      computed.add(
          Computed.by(
              "dX",
              recorded.input("X").shape(),
              type,
              dx -> pools.averageBackward(problem, type, countPadding, dy, dx)));
    }
    return computed;
  }
}

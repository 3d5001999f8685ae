package io.colonnade.check;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.contract.pooling.PoolingSubject;
import io.colonnade.geometry.PoolingProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * MaxPool, slots X → Y, Indices; GlobalMaxPool, X → Y; and MaxPoolGradient, X dY → Y dX. Indices
 * are optional; they count over the whole tensor, as the ONNX standard says.
 */
final class MaxPoolOperator implements Operator {
  private static final int UNWRITTEN = -1;

  private final Engine engine;
  private final PoolForm form;

  MaxPoolOperator(Engine engine, PoolForm form) {
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
    SwitchNumbering numbering = numbering(recorded);
    PoolingSubject pools = engine.pools().orElseThrow();
    long[] shape = PoolForm.outputShape(problem);
    int[] switches = new int[Math.toIntExact(problem.ySize())];
    Arrays.fill(switches, UNWRITTEN);
    A x = recorded.input("X").toArray(type);
    List<Computed> computed = new ArrayList<>();
    computed.add(
        Computed.by("Y", shape, type, y -> pools.max(problem, type, numbering, x, y, switches)));
    if (form == PoolForm.WINDOW && recorded.expects("Indices")) {
      computed.add(Computed.of("Indices", shape, switches));
    }
    if (form == PoolForm.GRADIENT) {
      A dy = recorded.array("dY", type, shape);
      computed.add(
          Computed.by(
              "dX",
              recorded.input("X").shape(),
              type,
              dx -> pools.maxBackward(problem, type, numbering, dy, switches, dx)));
    }
    return computed;
  }

  private SwitchNumbering numbering(ConformanceCase recorded) {
    return form == PoolForm.WINDOW && recorded.flag("storage_order")
        ? SwitchNumbering.TENSOR_COLUMN_MAJOR
        : SwitchNumbering.TENSOR_ROW_MAJOR;
  }
}

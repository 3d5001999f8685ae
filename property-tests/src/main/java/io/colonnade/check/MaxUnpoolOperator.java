package io.colonnade.check;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.contract.pooling.PoolingSubject;
import io.colonnade.geometry.UnpoolingProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MaxUnpool, slots X I output_shape → output. The indices count, over the whole tensor and
 * row-major, in the planes of the attribute index_shape, which lie at the start of those of
 * output_shape; the slot output_shape is optional, and must agree with the attribute.
 */
final class MaxUnpoolOperator implements Operator {
  private static final Set<String> INPUTS = Set.of("X", "I", "output_shape");

  private final Engine engine;

  MaxUnpoolOperator(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Optional<String> obstacle(ConformanceCase recorded, DataType<?> type) {
    return engine.poolsObstacle();
  }

  @Override
  public <A> List<Computed> run(ConformanceCase recorded, DataType<A> type) {
    recorded.inputsAmong(INPUTS);
    CaseTensor x = recorded.images("X");
    long[] outputShape = shape(recorded, "output_shape");
    recorded.requireAgreement("output_shape", outputShape);
    UnpoolingProblem problem =
        UnpoolingProblem.of(x.shape()[0], x.shape()[1], x.spatialShape(), spatial(outputShape))
            .withSwitchPlane(spatial(shape(recorded, "index_shape")));
    A values = x.toArray(type);
    int[] switches = recorded.input("I").withShape(x.shape()).toInts();
    PoolingSubject pools = engine.pools().orElseThrow();
    return List.of(
        Computed.by(
            "output",
            outputShape,
            type,
            y ->
                pools.unpool(
                    problem, type, SwitchNumbering.TENSOR_ROW_MAJOR, values, switches, y)));
  }

  /** The attribute {@code name}: the shape of planes as many as those of X. */
  private static long[] shape(ConformanceCase recorded, String name) {
    long[] x = recorded.input("X").shape();
    long[] shape = recorded.sizes(name, x.length);
    if (shape[0] != x[0] || shape[1] != x[1]) {
      throw new IllegalArgumentException(
          "resolved.%s=%s: must begin with %d,%d as X"
              .formatted(name, Arrays.toString(shape), x[0], x[1]));
    }
    return shape;
  }

  private static long[] spatial(long[] shape) {
    return Arrays.copyOfRange(shape, 2, shape.length);
  }
}

package io.colonnade.gemm.pass;

import io.colonnade.DataType;
import io.colonnade.numeric.Arithmetic;
import java.util.Objects;

/** {@code db = Σ dY} over batch and space, each filter summed in double precision by one task. */
final class BackwardBiasKernel<A> implements Kernel<A> {
  private final Layer layer;
  private final Arithmetic<A> arithmetic;
  private final int filters;
  private final int tasks;

  BackwardBiasKernel(Setting<A> setting) {
    layer = new Layer(setting.problem());
    arithmetic = setting.arithmetic();
    filters = layer.groups * layer.filters;
    tasks = Math.min(setting.threads(), filters);
  }

  @Override
  public int tasks() {
    return tasks;
  }

  @Override
  public long scratch() {
    return 0;
  }

  @Override
  public void run(int task, Call<A> call, int scratchOffset) {
    A db = Objects.requireNonNull(call.bias);
    DataType<A> type = arithmetic.type();
    int last = Layer.part(task + 1, tasks, filters);
    for (int f = Layer.part(task, tasks, filters); f < last; f++) {
      double sum = 0;
      for (int image = 0; image < layer.images; image++) {
        int first = call.yOffset + image * filters * layer.positions + f * layer.yFilter;
        sum += arithmetic.sum(call.y, first, layer.yPosition, layer.positions);
      }
      int at = call.biasOffset + f;
      type.set(db, at, call.accumulate ? type.get(db, at) + sum : sum);
    }
  }
}

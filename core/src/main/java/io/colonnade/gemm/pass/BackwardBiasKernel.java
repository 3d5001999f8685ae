package io.colonnade.gemm.pass;

import io.colonnade.numeric.Arithmetic;
import java.util.Objects;

/** {@code db = Σ dY} over batch and space, each filter summed in double precision by one task. */
public final class BackwardBiasKernel<A> implements Kernel<A> {
  private final Layer layer;
  private final Arithmetic<A> arithmetic;
  private final int filters;
  private final Work work;

  /** A kernel for the problem of {@code setting}. */
  public BackwardBiasKernel(Setting<A> setting) {
    layer = new Layer(setting.problem());
    arithmetic = setting.arithmetic();
    filters = layer.groups * layer.filters;
    double elements = (double) layer.images * layer.positions;
    double nanos = setting.costs().moved(elements, layer.positions);
    work = Work.of(filters, setting.threads(), nanos);
  }

  @Override
  public Work work() {
    return work;
  }

  @Override
  public long scratch() {
    return 0;
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    A db = Objects.requireNonNull(call.bias);
    int from = call.yOffset + firstUnit * layer.yFilter;
    arithmetic.sumChannels(
        call.y,
        from,
        layer.images,
        filters * layer.positions,
        endUnit - firstUnit,
        layer.yFilter,
        layer.positions,
        layer.yPosition,
        call.accumulate,
        db,
        call.biasOffset + firstUnit);
  }
}

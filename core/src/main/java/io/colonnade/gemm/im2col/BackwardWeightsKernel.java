package io.colonnade.gemm.im2col;

import io.colonnade.gemm.pass.Call;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.Multiplier;
import io.colonnade.gemm.pass.Setting;
import io.colonnade.gemm.pass.Work;
import io.colonnade.lowering.Lowering;

/**
 * {@code dW = Σ dY·cols(X)ᵀ} over the batch, band by band of output positions.
 *
 * <p>The work is divided by group and matrix rows, so that each element of dW is summed by one
 * task, image after image and band after band, whatever the number of threads.
 */
final class BackwardWeightsKernel<A> extends PassKernel<A> {
  private final int depthParts;
  private final Work work;

  private BackwardWeightsKernel(Setting<A> setting, Layer layer, Columns columns) {
    super(setting, layer, columns, null, null);
    int threads = setting.threads();
    this.depthParts = Work.isEnough(layer.groups, threads) ? 1 : Math.min(threads, layer.depth);
    this.work = Work.of(layer.groups * depthParts, threads, unitNanos());
  }

  static <A> BackwardWeightsKernel<A> of(Setting<A> setting, boolean lowered) {
    Layer layer = new Layer(setting.problem());
    long most = setting.multiplier().blocks().mostTerms(layer.filters, layer.depth);
    Columns columns =
        lowered ? Columns.lowered(setting, 1) : Columns.input(setting.problem(), most, 1);
    return new BackwardWeightsKernel<>(setting, layer, columns);
  }

  @Override
  public Work work() {
    return work;
  }

  private double unitNanos() {
    double depth = (double) layer.depth / depthParts;
    double bandsOfBatch = (double) layer.images * bands.count();
    return bandsOfBatch * (loweringNanos(depth, 1) + productNanos(layer.filters, depth, false));
  }

  @Override
  public void run(int firstUnit, int endUnit, Call<A> call, int scratchOffset) {
    for (int unit = firstUnit; unit < endUnit; unit++) {
      int part = unit % depthParts;
      int firstK = Layer.part(part, depthParts, layer.depth);
      int endK = Layer.part(part + 1, depthParts, layer.depth);
      for (int image = 0; image < layer.images; image++) {
        int imageGroup = image * layer.groups + unit / depthParts;
        for (int band = 0; band < bands.count(); band++) {
          boolean accumulate = call.accumulate || image > 0 || band > 0;
          band(call, scratchOffset, imageGroup, band, firstK, endK, accumulate);
        }
      }
    }
  }

  private void band(
      Call<A> call,
      int scratchOffset,
      int imageGroup,
      int band,
      int firstK,
      int endK,
      boolean accumulate) {
    Lowering lowering = columns.lowering();
    int n = bands.positions(band);
    int first = bands.firstPosition(band);
    int x = call.xOffset + layer.x(imageGroup);
    int w = call.wOffset + layer.w(imageGroup);
    int y = call.yOffset + layer.y(imageGroup) + first * layer.yPosition;
    for (int k = firstK; k < endK; k = Multiplier.next(k, columns.depthBlock(), endK)) {
      int depth = Math.min(endK - k, columns.depthBlock());
      int to = w + k * layer.wDepth;
      if (lowering == null) {
        int from = x + k * layer.xChannel + first * layer.xCell;
        multiplier.whole(
            layer.filters,
            depth,
            n,
            call.y,
            y,
            layer.yFilter,
            layer.yPosition,
            call.x,
            from,
            layer.xCell,
            layer.xChannel,
            accumulate,
            call.w,
            to,
            layer.wFilter,
            layer.wDepth);
      } else {
        lowering.im2col(
            arithmetic, call.x, x, k, k + depth, bands, band, call.scratch, scratchOffset);
        multiplier.whole(
            layer.filters,
            depth,
            n,
            call.y,
            y,
            layer.yFilter,
            layer.yPosition,
            call.scratch,
            scratchOffset,
            columnsPosition(depth),
            columnsRow(n),
            accumulate,
            call.w,
            to,
            layer.wFilter,
            layer.wDepth);
      }
    }
  }
}

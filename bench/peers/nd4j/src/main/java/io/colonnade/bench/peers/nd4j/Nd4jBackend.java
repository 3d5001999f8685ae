package io.colonnade.bench.peers.nd4j;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.PeerBackend;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;

/**
 * ND4J's {@code conv2d} and {@code conv2d_bp}. Supports every pass on float32 and float64 of
 * problems with two axes, one group, the same padding before and behind, zeros in it, and channels
 * first. Each gradient costs as much as all of them: {@code conv2d_bp} computes them together.
 */
public final class Nd4jBackend extends PeerBackend {
  private static final int AXES = 2;

  /** For {@link java.util.ServiceLoader}, and for direct use. */
  public Nd4jBackend() {
    super("nd4j");
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return problem.window().rank() == AXES
        && problem.groups() == 1
        && problem.paddingMode() == PaddingMode.ZEROS
        && problem.layout() == Layout.CHANNELS_FIRST
        && problem.filterLayout() == FilterLayout.FILTERS_FIRST
        && problem.window().axes().stream()
            .allMatch(axis -> axis.paddingBegin() == axis.paddingEnd());
  }

  @Override
  protected boolean prepares(Pass pass) {
    return false;
  }

  @Override
  protected boolean exactOnIntegers(Pass pass) {
    return true;
  }

  @Override
  protected <A> NativePass<A> open(
      ConvolutionProblem problem, DataType<A> type, int threads, PassSetting setting) {
    return new Nd4jPass<>(problem, type, threads, setting);
  }
}

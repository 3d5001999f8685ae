package io.colonnade.bench.peers.pytorch;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.PeerBackend;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;

/**
 * PyTorch's convolution, its gradients by autograd. Supports every pass on float32 and float64,
 * with the same padding before and behind, zeros in it, channels first and up to three axes.
 */
public final class PyTorchBackend extends PeerBackend {
  private static final int MOST_AXES = 3;

  /** For {@link java.util.ServiceLoader}, and for direct use. */
  public PyTorchBackend() {
    super("pytorch");
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return problem.window().rank() <= MOST_AXES
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
    return new TorchPass<>(problem, type, threads, setting);
  }
}

package io.colonnade.bench.peers.onednn;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.PeerBackend;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.Window;

/**
 * oneDNN on X and Y as they lie, channels first; filters are brought into its own layout. Supports
 * float32, zeros in the padding, and every pass but the bias gradient, which oneDNN computes with
 * the weight gradient only.
 */
public class OneDnnBackend extends PeerBackend {
  private static final int MOST_AXES = 3;

  private final boolean anyLayout;

  /** For {@link java.util.ServiceLoader}, and for direct use. */
  public OneDnnBackend() {
    this("onednn", false);
  }

  OneDnnBackend(String name, boolean anyLayout) {
    super(name);
    this.anyLayout = anyLayout;
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return type == DataType.FLOAT32
        && pass != Pass.BACKWARD_BIAS
        && problem.window().rank() <= MOST_AXES
        && problem.paddingMode() == PaddingMode.ZEROS
        && problem.layout() == Layout.CHANNELS_FIRST
        && problem.filterLayout() == FilterLayout.FILTERS_FIRST
        && (anyLayout || plainLayoutsAreSafe(problem.window()));
  }

  private static boolean plainLayoutsAreSafe(Window window) {
    Axis last = window.axis(window.rank() - 1);
    boolean stridedToOneOutput = last.output() == 1 && last.stride() > 1;
    return !stridedToOneOutput
        && window.axes().stream().allMatch(axis -> axis.extent() <= axis.input());
  }

  @Override
  protected boolean prepares(Pass pass) {
    return true;
  }

  @Override
  protected boolean exactOnIntegers(Pass pass) {
    return true;
  }

  @Override
  @SuppressWarnings("unchecked") // float32 is the only type supported
  protected <A> NativePass<A> open(
      ConvolutionProblem problem, DataType<A> type, int threads, PassSetting setting) {
    return (NativePass<A>) new OneDnnPass(problem, threads, setting, anyLayout);
  }
}

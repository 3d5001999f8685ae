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
import java.util.stream.LongStream;

/**
 * oneDNN on X and Y as they lie, channels first; filters are brought into its own layout. Supports
 * float32, zeros in the padding, and every pass but the bias gradient, which oneDNN computes with
 * the weight gradient only.
 */
public class OneDnnBackend extends PeerBackend {
  /** Windows in the padding of rows shorter than this end the process, of longer ones none did. */
  private static final int LEAST_INPUT = 7;

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
        && (last.input() >= LEAST_INPUT || everyWindowMeetsInput(last))
        && window.axes().stream().allMatch(axis -> axis.extent() <= axis.input());
  }

  private static boolean everyWindowMeetsInput(Axis axis) {
    return LongStream.range(0, axis.output()).allMatch(o -> axis.firstTap(o) < axis.endTap(o));
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

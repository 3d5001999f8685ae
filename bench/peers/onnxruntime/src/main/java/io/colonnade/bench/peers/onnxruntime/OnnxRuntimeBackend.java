package io.colonnade.bench.peers.onnxruntime;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.PeerBackend;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PaddingMode;

/**
 * ONNX Runtime on models of one Conv node. Supports the forward pass, float32, zeros in the
 * padding, channels first and up to three axes.
 */
public final class OnnxRuntimeBackend extends PeerBackend {
  private static final int MOST_AXES = 3;

  /** For {@link java.util.ServiceLoader}, and for direct use. */
  public OnnxRuntimeBackend() {
    super("onnxruntime");
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return type == DataType.FLOAT32
        && pass == Pass.FORWARD
        && problem.window().rank() <= MOST_AXES
        && problem.paddingMode() == PaddingMode.ZEROS
        && problem.layout() == Layout.CHANNELS_FIRST
        && problem.filterLayout() == FilterLayout.FILTERS_FIRST;
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
    return (NativePass<A>) new ConvSession(problem, threads, setting);
  }
}

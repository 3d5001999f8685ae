package io.colonnade.bench.peers.pytorch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.Operand;
import io.colonnade.bench.peers.PeerBackend.PassSetting;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A convolution and, for a gradient, autograd's graph of it, recorded once; the gradient of one
 * tensor alone is asked for. Autograd adds to the gradient that is there, so that each run of a
 * gradient first fills it with zeros.
 */
final class TorchPass<A> implements NativePass<A> {
  private final ConvolutionProblem problem;
  private final Operand output;
  private final int threads;
  private final PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager();
  private final Map<Operand, PtNDArray> tensors = new EnumMap<>(Operand.class);

  /** What autograd goes back from, or {@code null} for the forward pass. */
  private final @Nullable PtNDArray recorded;

  private @Nullable PtNDArray result;

  TorchPass(ConvolutionProblem problem, DataType<A> type, int threads, PassSetting setting) {
    this.problem = problem;
    this.output = Operand.output(setting.pass());
    this.threads = threads;
    JniUtils.setNumThreads(threads);
    for (Operand operand : Operand.values()) {
      if (operand != Operand.BIAS || setting.bias() || output == Operand.BIAS) {
        tensors.put(operand, DirectTensor.zeros(manager, type, operand.shape(problem)));
      }
    }
    this.recorded = setting.pass() == Pass.FORWARD ? null : record();
  }

  private PtNDArray record() {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(true);
    try {
      tensor(output).setRequiresGradient(true);
      return convolve();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  private PtNDArray tensor(Operand operand) {
    return Objects.requireNonNull(tensors.get(operand), operand::name);
  }

  private PtNDArray convolve() {
    return JniUtils.convolution(
        tensor(Operand.X),
        tensor(Operand.W),
        tensors.get(Operand.BIAS),
        axes(Axis::stride),
        axes(Axis::paddingBegin),
        axes(Axis::dilation),
        Math.toIntExact(problem.groups()));
  }

  private Shape axes(ToLongFunction<Axis> size) {
    return new Shape(problem.window().axes().stream().mapToLong(size).toArray());
  }

  @Override
  public void load(Operand operand, A array, int offset) {
    DirectTensor.put(tensor(operand), array, offset);
  }

  @Override
  public void run() {
    JniUtils.setNumThreads(threads);
    PtNDArray previous = result;
    if (recorded == null) {
      result = convolve();
    } else {
      if (previous != null) {
        JniUtils.zeroGrad(tensor(output));
      }
      JniUtils.backward(recorded, tensor(Operand.Y), true, false);
      result = JniUtils.getGradient(tensor(output));
    }
    if (previous != null) {
      previous.close();
    }
  }

  @Override
  public void read(A array, int offset) {
    DirectTensor.get(Objects.requireNonNull(result, "result"), array, offset);
  }

  @Override
  public String algorithm() {
    return recorded == null ? "convolution" : "autograd of convolution";
  }

  @Override
  public int threads() {
    return JniUtils.getNumThreads();
  }

  @Override
  public void close() {
    manager.close();
  }
}

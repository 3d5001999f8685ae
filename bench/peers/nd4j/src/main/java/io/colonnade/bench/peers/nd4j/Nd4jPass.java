package io.colonnade.bench.peers.nd4j;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.Operand;
import io.colonnade.bench.peers.PeerBackend.PassSetting;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** An operation with its tensors. */
final class Nd4jPass<A> implements NativePass<A> {
  private static final int EXPLICIT_PADDING = 0;
  private static final int CHANNELS_FIRST = 0;
  private static final int FILTERS_FIRST = 1;

  private final Operand output;
  private final int threads;
  private final CustomOp operation;
  private final Map<Operand, INDArray> tensors = new EnumMap<>(Operand.class);
  private final Map<Operand, INDArray> gradients = new EnumMap<>(Operand.class);

  Nd4jPass(ConvolutionProblem problem, DataType<A> type, int threads, PassSetting setting) {
    this.output = Operand.output(setting.pass());
    this.threads = threads;
    var dtype =
        type == DataType.FLOAT32
            ? org.nd4j.linalg.api.buffer.DataType.FLOAT
            : org.nd4j.linalg.api.buffer.DataType.DOUBLE;
    Nd4jThreads.set(threads);
    for (Operand operand : Operand.values()) {
      tensors.put(operand, Nd4j.create(dtype, operand.shape(problem)));
      if (setting.pass() != Pass.FORWARD && operand != Operand.Y) {
        gradients.put(operand, Nd4j.create(dtype, operand.shape(problem)));
      }
    }
    this.operation =
        (setting.pass() == Pass.FORWARD ? forward(setting.bias()) : backward())
            .addIntegerArguments(integers(problem))
            .build();
  }

  private DynamicCustomOp.DynamicCustomOpsBuilder forward(boolean bias) {
    INDArray[] inputs =
        Operand.inputs(Pass.FORWARD, bias).stream().map(this::tensor).toArray(INDArray[]::new);
    return DynamicCustomOp.builder("conv2d").addInputs(inputs).addOutputs(tensor(Operand.Y));
  }

  private DynamicCustomOp.DynamicCustomOpsBuilder backward() {
    return DynamicCustomOp.builder("conv2d_bp")
        .addInputs(tensor(Operand.X), tensor(Operand.W), tensor(Operand.BIAS), tensor(Operand.Y))
        .addOutputs(gradient(Operand.X), gradient(Operand.W), gradient(Operand.BIAS));
  }

  private static int[] integers(ConvolutionProblem problem) {
    Axis h = problem.window().axis(0);
    Axis w = problem.window().axis(1);
    return LongStream.of(
            h.kernel(),
            w.kernel(),
            h.stride(),
            w.stride(),
            h.paddingBegin(),
            w.paddingBegin(),
            h.dilation(),
            w.dilation(),
            EXPLICIT_PADDING,
            CHANNELS_FIRST,
            FILTERS_FIRST)
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  private INDArray tensor(Operand operand) {
    return Objects.requireNonNull(tensors.get(operand), operand::name);
  }

  private INDArray gradient(Operand operand) {
    return Objects.requireNonNull(gradients.get(operand), operand::name);
  }

  @Override
  public void load(Operand operand, A array, int offset) {
    INDArray tensor = tensor(operand);
    if (array instanceof float[] floats) {
      FloatBuffer buffer = tensor.data().asNioFloat();
      buffer.put(0, floats, offset, Math.toIntExact(tensor.length()));
    } else if (array instanceof double[] doubles) {
      DoubleBuffer buffer = tensor.data().asNioDouble();
      buffer.put(0, doubles, offset, Math.toIntExact(tensor.length()));
    }
  }

  @Override
  public void run() {
    Nd4jThreads.set(threads);
    Nd4j.exec(operation);
  }

  @Override
  public void read(A array, int offset) {
    INDArray tensor = output == Operand.Y ? tensor(output) : gradient(output);
    if (array instanceof float[] floats) {
      FloatBuffer buffer = tensor.data().asNioFloat();
      buffer.get(0, floats, offset, Math.toIntExact(tensor.length()));
    } else if (array instanceof double[] doubles) {
      DoubleBuffer buffer = tensor.data().asNioDouble();
      buffer.get(0, doubles, offset, Math.toIntExact(tensor.length()));
    }
  }

  @Override
  public String algorithm() {
    return operation.opName();
  }

  @Override
  public int threads() {
    return Nd4jThreads.get();
  }

  @Override
  public void close() {
    tensors.values().forEach(INDArray::close);
    gradients.values().forEach(INDArray::close);
  }
}

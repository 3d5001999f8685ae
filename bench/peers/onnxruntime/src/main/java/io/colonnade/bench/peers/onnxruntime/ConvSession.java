package io.colonnade.bench.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.Operand;
import io.colonnade.bench.peers.PeerBackend.PassSetting;
import io.colonnade.geometry.ConvolutionProblem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session and its tensors, in direct buffers that it reads and writes in place. Filters for each
 * call are an input of the model; prepared ones are a constant of it, which the session packs when
 * it is made, with the first run after they were loaded.
 */
final class ConvSession implements NativePass<float[]> {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final ConvolutionProblem problem;
  private final int threads;
  private final List<Operand> inputs = new ArrayList<>();
  private final List<Operand> initializers = new ArrayList<>();
  private final Map<Operand, FloatBuffer> buffers = new EnumMap<>(Operand.class);
  private final Map<Operand, OnnxTensor> tensors = new EnumMap<>(Operand.class);
  private final Map<String, OnnxTensor> bound = new HashMap<>();
  private final Map<String, OnnxTensor> results;
  private @Nullable OrtSession session;

  ConvSession(ConvolutionProblem problem, int threads, PassSetting setting) {
    this.problem = problem;
    this.threads = threads;
    for (Operand operand : Operand.inputs(setting.pass(), setting.bias())) {
      boolean constant = operand == Operand.W && setting.filters() == Filters.PREPARED;
      (constant ? initializers : inputs).add(operand);
      allocate(operand);
    }
    allocate(Operand.Y);
    inputs.forEach(operand -> bound.put(operand.name(), tensor(operand)));
    this.results = Map.of(Operand.Y.name(), tensor(Operand.Y));
  }

  private void allocate(Operand operand) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Math.multiplyExact(operand.size(problem), Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    buffers.put(operand, buffer);
    tensors.put(
        operand, call(() -> OnnxTensor.createTensor(ENVIRONMENT, buffer, operand.shape(problem))));
  }

  private OnnxTensor tensor(Operand operand) {
    return Objects.requireNonNull(tensors.get(operand), operand::name);
  }

  private FloatBuffer buffer(Operand operand) {
    return Objects.requireNonNull(buffers.get(operand), operand::name);
  }

  @Override
  public void load(Operand operand, float[] array, int offset) {
    FloatBuffer buffer = buffer(operand);
    buffer.put(0, array, offset, buffer.capacity());
    if (initializers.contains(operand)) {
      closeSession();
    }
  }

  @Override
  public void run() {
    OrtSession open = session;
    if (open == null) {
      open = call(this::newSession);
      session = open;
    }
    OrtSession ready = open;
    call(() -> ready.run(bound, Set.of(), results)).close();
  }

  private OrtSession newSession() throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      Map<String, OnnxTensor> constants = new HashMap<>();
      initializers.forEach(operand -> constants.put(operand.name(), tensor(operand)));
      if (!constants.isEmpty()) {
        options.addExternalInitializers(Map.copyOf(constants));
      }
      return ENVIRONMENT.createSession(ConvModel.of(problem, inputs, initializers), options);
    }
  }

  @Override
  public void read(float[] array, int offset) {
    FloatBuffer buffer = buffer(Operand.Y);
    buffer.get(0, array, offset, buffer.capacity());
  }

  @Override
  public String algorithm() {
    return "Conv of the CPU execution provider";
  }

  /** The number that each session is made with; ONNX Runtime cannot be asked. */
  @Override
  public int threads() {
    return threads;
  }

  @Override
  public void close() {
    closeSession();
    tensors.values().forEach(OnnxTensor::close);
  }

  private void closeSession() {
    OrtSession open = session;
    session = null;
    if (open != null) {
      call(
          () -> {
            open.close();
            return open;
          });
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T call() throws OrtException;
  }

  private static <T> T call(Call<T> call) {
    try {
      return call.call();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
    }
  }
}

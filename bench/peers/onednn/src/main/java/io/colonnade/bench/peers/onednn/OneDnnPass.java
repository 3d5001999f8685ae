package io.colonnade.bench.peers.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;

import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.peers.NativePass;
import io.colonnade.bench.peers.Operand;
import io.colonnade.bench.peers.PeerBackend.PassSetting;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.BytePointer;

/** A primitive with its tensors; filters in each call are reordered in each run. */
final class OneDnnPass implements NativePass<float[]> {
  private static final engine CPU = new engine(engine.kind.cpu, 0);

  private final int threads;
  private final Operand output;
  private final boolean reordersFilters;
  private final stream queue = new stream(CPU);
  private final Convolution convolution;
  private final Map<Operand, Slot> slots = new EnumMap<>(Operand.class);
  private final BytePointer scratch;
  private final memory scratchpad;
  private final IntMemoryMap arguments = new IntMemoryMap();

  OneDnnPass(ConvolutionProblem problem, int threads, PassSetting setting, boolean anyLayout) {
    this.threads = threads;
    this.output = Operand.output(setting.pass());
    this.reordersFilters = setting.filters() == Filters.EACH_CALL;
    OpenMp.setThreads(threads);
    this.convolution = Convolution.of(CPU, problem, setting, anyLayout);
    this.scratch = new BytePointer(convolution.scratchpad().get_size());
    this.scratchpad = new memory(convolution.scratchpad(), CPU, scratch);
    arguments.put(DNNL_ARG_SCRATCHPAD, scratchpad);
    convolution
        .layouts()
        .forEach(
            (operand, layout) ->
                slots.put(operand, new Slot(CPU, Slot.plainLayout(operand, problem), layout)));
    convolution
        .arguments()
        .forEach((operand, argument) -> arguments.put(argument, slot(operand).inner()));
  }

  private Slot slot(Operand operand) {
    return Objects.requireNonNull(slots.get(operand), operand::name);
  }

  private boolean reordersInRun(Operand operand) {
    return operand == Operand.W && reordersFilters;
  }

  @Override
  public void load(Operand operand, float[] array, int offset) {
    slot(operand).put(array, offset);
    if (!reordersInRun(operand)) {
      OpenMp.setThreads(threads);
      slot(operand).reorderIn(queue);
      queue._wait();
    }
  }

  @Override
  public void run() {
    OpenMp.setThreads(threads);
    if (reordersFilters && output != Operand.W) {
      slot(Operand.W).reorderIn(queue);
    }
    convolution.kernel().execute(queue, arguments);
    if (reordersInRun(output)) {
      slot(output).reorderOut(queue);
    }
    queue._wait();
  }

  @Override
  public void read(float[] array, int offset) {
    if (!reordersInRun(output)) {
      OpenMp.setThreads(threads);
      slot(output).reorderOut(queue);
      queue._wait();
    }
    slot(output).get(array, offset);
  }

  @Override
  public String algorithm() {
    return convolution.implementation();
  }

  @Override
  public int threads() {
    return OpenMp.threads();
  }

  @Override
  public void close() {
    convolution.kernel().close();
    arguments.close();
    scratchpad.close();
    scratch.close();
    slots.values().forEach(Slot::close);
    queue.close();
  }
}

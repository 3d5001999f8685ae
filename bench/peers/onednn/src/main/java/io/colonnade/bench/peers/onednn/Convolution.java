package io.colonnade.bench.peers.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.colonnade.bench.peers.Operand;
import io.colonnade.bench.peers.PeerBackend.PassSetting;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;

/**
 * A primitive, and where its tensors go.
 *
 * @param kernel what is executed
 * @param implementation oneDNN's name of it
 * @param scratchpad the layout of its scratch, which the caller provides: oneDNN's own belongs to
 *     the thread that made the primitive
 * @param layouts the layout of each tensor that the primitive takes or gives
 * @param arguments the number of each tensor among the primitive's arguments
 */
record Convolution(
    primitive kernel,
    String implementation,
    memory.desc scratchpad,
    Map<Operand, memory.desc> layouts,
    Map<Operand, Integer> arguments) {

  /**
   * Chooses the implementation; on as many threads as OpenMP has now.
   *
   * @param anyLayout whether X and Y too lie as oneDNN prefers
   */
  static Convolution of(
      engine cpu, ConvolutionProblem problem, PassSetting setting, boolean anyLayout) {
    Request request = new Request(cpu, problem, anyLayout);
    return switch (setting.pass()) {
      case FORWARD -> request.forward(setting.bias());
      case BACKWARD_DATA -> request.backwardData();
      case BACKWARD_WEIGHTS -> request.backwardWeights();
      case BACKWARD_BIAS -> throw new IllegalArgumentException("oneDNN has no bias gradient");
    };
  }

  private static final class Request {
    private final engine cpu;
    private final ConvolutionProblem problem;
    private final memory.desc x;
    private final memory.desc w;
    private final memory.desc bias;
    private final memory.desc y;
    private final long[] strides;
    private final long[] dilations;
    private final long[] begin;
    private final long[] end;
    private final primitive_attr attributes = new primitive_attr();

    Request(engine cpu, ConvolutionProblem problem, boolean anyLayout) {
      this.cpu = cpu;
      attributes.set_scratchpad_mode(scratchpad_mode.user);
      this.problem = problem;
      this.x = layout(Operand.X, anyLayout);
      this.w = layout(Operand.W, true);
      this.bias = layout(Operand.BIAS, false);
      this.y = layout(Operand.Y, anyLayout);
      this.strides = axes(Axis::stride);
      this.dilations = axes(axis -> axis.dilation() - 1);
      this.begin = axes(Axis::paddingBegin);
      this.end = axes(Axis::paddingEnd);
    }

    private memory.desc layout(Operand operand, boolean any) {
      return any ? Slot.anyLayout(operand, problem) : Slot.plainLayout(operand, problem);
    }

    private long[] axes(ToLongFunction<Axis> size) {
      return problem.window().axes().stream().mapToLong(size).toArray();
    }

    Convolution forward(boolean withBias) {
      convolution_forward.primitive_desc chosen = forwardDesc(withBias);
      Map<Operand, memory.desc> layouts =
          layouts(chosen.src_desc(), chosen.weights_desc(), chosen.dst_desc());
      Map<Operand, Integer> arguments = arguments(DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST);
      if (withBias) {
        layouts.put(Operand.BIAS, chosen.bias_desc());
        arguments.put(Operand.BIAS, DNNL_ARG_BIAS);
      }
      return new Convolution(
          new convolution_forward(chosen),
          chosen.impl_info_str().getString(),
          chosen.scratchpad_desc(),
          layouts,
          arguments);
    }

    private convolution_forward.primitive_desc forwardDesc(boolean withBias) {
      int kind = prop_kind.forward_training.value;
      int direct = algorithm.convolution_direct.value;
      return withBias
          ? new convolution_forward.primitive_desc(
              cpu, kind, direct, x, w, bias, y, strides, dilations, begin, end, attributes, false)
          : new convolution_forward.primitive_desc(
              cpu, kind, direct, x, w, y, strides, dilations, begin, end, attributes, false);
    }

    Convolution backwardData() {
      convolution_backward_data.primitive_desc chosen =
          new convolution_backward_data.primitive_desc(
              cpu,
              algorithm.convolution_direct,
              x,
              w,
              y,
              strides,
              dilations,
              begin,
              end,
              forwardDesc(false),
              attributes,
              false);
      return new Convolution(
          new convolution_backward_data(chosen),
          chosen.impl_info_str().getString(),
          chosen.scratchpad_desc(),
          layouts(chosen.diff_src_desc(), chosen.weights_desc(), chosen.diff_dst_desc()),
          arguments(DNNL_ARG_DIFF_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_DST));
    }

    Convolution backwardWeights() {
      convolution_backward_weights.primitive_desc chosen =
          new convolution_backward_weights.primitive_desc(
              cpu,
              algorithm.convolution_direct,
              x,
              w,
              y,
              strides,
              dilations,
              begin,
              end,
              forwardDesc(false),
              attributes,
              false);
      return new Convolution(
          new convolution_backward_weights(chosen),
          chosen.impl_info_str().getString(),
          chosen.scratchpad_desc(),
          layouts(chosen.src_desc(), chosen.diff_weights_desc(), chosen.diff_dst_desc()),
          arguments(DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST));
    }

    private static Map<Operand, memory.desc> layouts(memory.desc x, memory.desc w, memory.desc y) {
      return new EnumMap<>(Map.of(Operand.X, x, Operand.W, w, Operand.Y, y));
    }

    private static Map<Operand, Integer> arguments(int x, int w, int y) {
      return new EnumMap<>(Map.of(Operand.X, x, Operand.W, w, Operand.Y, y));
    }
  }
}

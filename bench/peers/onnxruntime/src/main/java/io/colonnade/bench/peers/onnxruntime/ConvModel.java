package io.colonnade.bench.peers.onnxruntime;

import io.colonnade.bench.peers.Operand;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** An ONNX model of one Conv node, by the field numbers of onnx.proto. */
final class ConvModel {
  private static final long IR_VERSION = 8;
  private static final long OPERATOR_SET = 13;
  private static final long FLOAT = 1;

  private ConvModel() {}

  /**
   * The model.
   *
   * @param inputs the tensors that each run brings
   * @param initializers the tensors that the session holds, their values given with its options
   */
  static byte[] of(ConvolutionProblem problem, List<Operand> inputs, List<Operand> initializers) {
    ProtoWriter graph = new ProtoWriter();
    ProtoWriter node = new ProtoWriter();
    for (Operand operand : List.of(Operand.X, Operand.W, Operand.BIAS)) {
      if (inputs.contains(operand) || initializers.contains(operand)) {
        node.text(1, operand.name());
      }
    }
    node.text(2, Operand.Y.name()).text(4, "Conv");
    attributes(node, problem);
    graph.message(1, node).text(2, "convolution");
    initializers.forEach(operand -> graph.message(5, external(operand, problem)));
    inputs.forEach(operand -> graph.message(11, valueInfo(operand, problem)));
    graph.message(12, valueInfo(Operand.Y, problem));
    ProtoWriter operators = new ProtoWriter().text(1, "").number(2, OPERATOR_SET);
    return new ProtoWriter()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, operators)
        .toByteArray();
  }

  private static void attributes(ProtoWriter node, ConvolutionProblem problem) {
    LongStream pads =
        LongStream.concat(
            LongStream.of(axes(problem, Axis::paddingBegin)),
            LongStream.of(axes(problem, Axis::paddingEnd)));
    node.message(5, integers("kernel_shape", axes(problem, Axis::kernel)))
        .message(5, integers("strides", axes(problem, Axis::stride)))
        .message(5, integers("dilations", axes(problem, Axis::dilation)))
        .message(5, integers("pads", pads.toArray()))
        .message(5, attribute("group", 2).number(3, problem.groups()));
  }

  private static long[] axes(ConvolutionProblem problem, ToLongFunction<Axis> size) {
    return problem.window().axes().stream().mapToLong(size).toArray();
  }

  private static ProtoWriter integers(String name, long[] values) {
    return attribute(name, 7).numbers(8, values);
  }

  private static ProtoWriter attribute(String name, int type) {
    return new ProtoWriter().text(1, name).number(20, type);
  }

  private static ProtoWriter valueInfo(Operand operand, ConvolutionProblem problem) {
    ProtoWriter shape = new ProtoWriter();
    for (long size : operand.shape(problem)) {
      shape.message(1, new ProtoWriter().number(1, size));
    }
    ProtoWriter tensor = new ProtoWriter().number(1, FLOAT).message(2, shape);
    return new ProtoWriter()
        .text(1, operand.name())
        .message(2, new ProtoWriter().message(1, tensor));
  }

  /** An initializer whose values are elsewhere; the place is never looked at. */
  private static ProtoWriter external(Operand operand, ConvolutionProblem problem) {
    ProtoWriter location = new ProtoWriter().text(1, "location").text(2, operand.name());
    return new ProtoWriter()
        .numbers(1, operand.shape(problem))
        .number(2, FLOAT)
        .text(8, operand.name())
        .message(13, location)
        .number(14, 1);
  }
}

package io.colonnade.bench.peers.onednn;

import io.colonnade.bench.peers.Operand;
import io.colonnade.geometry.ConvolutionProblem;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** A tensor of a primitive: in row-major order and, where that differs, as the primitive has it. */
final class Slot implements AutoCloseable {
  private final FloatPointer plainData;
  private final memory plain;
  private final memory inner;
  private final @Nullable FloatPointer innerData;
  private final @Nullable reorder toInner;
  private final @Nullable reorder toPlain;

  /** A tensor of {@code plainLayout} that the primitive takes in {@code innerLayout}. */
  Slot(engine cpu, memory.desc plainLayout, memory.desc innerLayout) {
    plainData = new FloatPointer(plainLayout.get_size() / Float.BYTES);
    plain = new memory(plainLayout, cpu, plainData);
    if (innerLayout.equals(plainLayout)) {
      inner = plain;
      innerData = null;
      toInner = null;
      toPlain = null;
    } else {
      innerData = new FloatPointer(innerLayout.get_size() / Float.BYTES);
      inner = new memory(innerLayout, cpu, innerData);
      toInner = new reorder(plain, inner);
      toPlain = new reorder(inner, plain);
    }
  }

  /** The row-major layout of {@code operand}; grouped filters have an axis of groups before all. */
  static memory.desc plainLayout(Operand operand, ConvolutionProblem problem) {
    long[] shape = shape(operand, problem);
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return new memory.desc(shape, memory.data_type.f32, strides);
  }

  /** Leaves the layout of {@code operand} to the primitive. */
  static memory.desc anyLayout(Operand operand, ConvolutionProblem problem) {
    return new memory.desc(shape(operand, problem), memory.data_type.f32, memory.format_tag.any);
  }

  private static long[] shape(Operand operand, ConvolutionProblem problem) {
    long[] shape = operand.shape(problem);
    if (operand != Operand.W || problem.groups() == 1) {
      return shape;
    }
    long[] grouped = new long[shape.length + 1];
    grouped[0] = problem.groups();
    grouped[1] = problem.filtersPerGroup();
    System.arraycopy(shape, 1, grouped, 2, shape.length - 1);
    return grouped;
  }

  memory inner() {
    return inner;
  }

  void put(float[] array, int offset) {
    plainData.put(array, offset, Math.toIntExact(plainData.limit()));
  }

  void get(float[] array, int offset) {
    plainData.get(array, offset, Math.toIntExact(plainData.limit()));
  }

  void reorderIn(stream queue) {
    if (toInner != null) {
      toInner.execute(queue, plain, inner);
    }
  }

  void reorderOut(stream queue) {
    if (toPlain != null) {
      toPlain.execute(queue, inner, plain);
    }
  }

  @Override
  public void close() {
    if (toInner != null && toPlain != null && innerData != null) {
      toInner.close();
      toPlain.close();
      inner.close();
      innerData.close();
    }
    plain.close();
    plainData.close();
  }
}

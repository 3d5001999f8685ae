package io.colonnade.bench.peers.pytorch;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.colonnade.DataType;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Copies between Java arrays and the memory of a tensor. PyTorch's graph does not see that as a
 * change of the tensor.
 */
final class DirectTensor {
  private DirectTensor() {}

  /** A tensor of zeros. */
  static PtNDArray zeros(PtNDManager manager, DataType<?> type, long[] shape) {
    var dtype =
        type == DataType.FLOAT32
            ? ai.djl.ndarray.types.DataType.FLOAT32
            : ai.djl.ndarray.types.DataType.FLOAT64;
    return (PtNDArray) manager.zeros(new Shape(shape), dtype);
  }

  static <A> void put(PtNDArray tensor, A array, int offset) {
    ByteBuffer bytes = memory(tensor);
    if (array instanceof float[] floats) {
      FloatBuffer buffer = bytes.asFloatBuffer();
      buffer.put(floats, offset, buffer.capacity());
    } else if (array instanceof double[] doubles) {
      DoubleBuffer buffer = bytes.asDoubleBuffer();
      buffer.put(doubles, offset, buffer.capacity());
    }
  }

  static <A> void get(PtNDArray tensor, A array, int offset) {
    ByteBuffer bytes = memory(tensor);
    if (array instanceof float[] floats) {
      FloatBuffer buffer = bytes.asFloatBuffer();
      buffer.get(floats, offset, buffer.capacity());
    } else if (array instanceof double[] doubles) {
      DoubleBuffer buffer = bytes.asDoubleBuffer();
      buffer.get(doubles, offset, buffer.capacity());
    }
  }

  private static ByteBuffer memory(PtNDArray tensor) {
    return JniUtils.getByteBuffer(tensor, true);
  }
}

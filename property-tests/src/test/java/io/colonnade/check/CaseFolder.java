package io.colonnade.check;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.LongStream;

/** Writes a case: what a test changes of a good one is what it tests. */
final class CaseFolder {
  private final Properties properties = new Properties();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private int tensors;

  private CaseFolder(String op, String dtype, int spatialDims) {
    set("op", op).set("spatial_dims", String.valueOf(spatialDims)).set("dtype", dtype);
  }

  /** A case of {@code op} without tensors; its window takes steps of one, without padding. */
  static CaseFolder of(String op, String dtype, int spatialDims) {
    String ones = String.join(",", Collections.nCopies(spatialDims, "1"));
    String zeros = String.join(",", Collections.nCopies(2 * spatialDims, "0"));
    return new CaseFolder(op, dtype, spatialDims)
        .set("resolved.strides", ones)
        .set("resolved.dilations", ones)
        .set("resolved.pads", zeros);
  }

  private static CaseFolder convolution(String op, String dtype) {
    return of(op, dtype, 2).set("resolved.kernel_shape", "2,2").set("resolved.group", "1");
  }

  /** The numbers 1 to 9 under a kernel of 1 to 4: 1·1 + 2·2 + 4·3 + 5·4 = 37 and so on. */
  static CaseFolder conv(String dtype) {
    return convolution("Conv", dtype)
        .tensor("input", "X", "1,1,3,3", 1, 2, 3, 4, 5, 6, 7, 8, 9)
        .tensor("initializer", "W", "1,1,2,2", 1, 2, 3, 4)
        .tensor("output", "Y", "1,1,2,2", 37, 47, 67, 77);
  }

  /**
   * The same with all gradients for dY = [1 0; 0 2]: the kernel placed twice, the two patches
   * summed.
   */
  static CaseFolder convGradient(String dtype) {
    return convolution("ConvGradient", dtype)
        .tensor("input", "X", "1,1,3,3", 1, 2, 3, 4, 5, 6, 7, 8, 9)
        .tensor("input", "W", "1,1,2,2", 1, 2, 3, 4)
        .tensor("input", "dY", "1,1,2,2", 1, 0, 0, 2)
        .tensor("output", "Y", "1,1,2,2", 37, 47, 67, 77)
        .tensor("output", "dX", "1,1,3,3", 1, 2, 0, 3, 6, 4, 0, 6, 8)
        .tensor("output", "dW", "1,1,2,2", 11, 14, 20, 23);
  }

  /** Sets or replaces a property. */
  CaseFolder set(String key, String value) {
    properties.setProperty(key, value);
    return this;
  }

  CaseFolder without(String key) {
    properties.remove(key);
    return this;
  }

  /** Adds a tensor of the case's type. */
  CaseFolder tensor(String role, String slot, String shape, double... values) {
    return describe(role, slot, shape, properties.getProperty("dtype")).values(slot, values);
  }

  /** Adds a tensor of {@code int64}. */
  CaseFolder integers(String role, String slot, String shape, long... values) {
    return describe(role, slot, shape, "int64").integers(slot, values);
  }

  private CaseFolder describe(String role, String slot, String shape, String dtype) {
    String prefix = "tensor." + tensors + ".";
    tensors++;
    set("tensors", String.valueOf(tensors));
    set(prefix + "role", role).set(prefix + "slot", slot).set(prefix + "shape", shape);
    return set(prefix + "dtype", dtype).set(prefix + "file", slot + ".bin");
  }

  /** Replaces the values of a tensor of {@code int64}. */
  CaseFolder integers(String slot, long... values) {
    ByteBuffer bytes = buffer(values.length);
    LongStream.of(values).forEach(bytes::putLong);
    return file(slot, bytes);
  }

  /** Replaces the values of a tensor of the case's type. */
  CaseFolder values(String slot, double... values) {
    ByteBuffer bytes = buffer(values.length);
    for (double value : values) {
      if (properties.getProperty("dtype").equals("float32")) {
        bytes.putFloat((float) value);
      } else {
        bytes.putDouble(value);
      }
    }
    return file(slot, bytes);
  }

  private static ByteBuffer buffer(int elements) {
    return ByteBuffer.allocate(Double.BYTES * elements).order(ByteOrder.LITTLE_ENDIAN);
  }

  private CaseFolder file(String slot, ByteBuffer bytes) {
    byte[] written = new byte[bytes.position()];
    bytes.get(0, written);
    files.put(slot + ".bin", written);
    return this;
  }

  CaseFolder withoutFile(String name) {
    files.remove(name);
    return this;
  }

  /** Writes the case into {@code folder}, which is made, and returns it. */
  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Writer out =
        Files.newBufferedWriter(
            folder.resolve(CaseReader.FILE_NAME), StandardCharsets.ISO_8859_1)) {
      properties.store(out, null);
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    return folder;
  }
}

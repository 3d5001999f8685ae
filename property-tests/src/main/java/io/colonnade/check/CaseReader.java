package io.colonnade.check;

import io.colonnade.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Reads one case folder: {@value #FILE_NAME} and the raw little-endian tensor files beside it that
 * it names.
 *
 * <p>What is missing, unknown, given twice or of another size than stated is an {@link
 * IllegalArgumentException} that names it.
 */
final class CaseReader {
  /** The file that makes a folder a case. */
  static final String FILE_NAME = "case.properties";

  private static final String RESOLVED = "resolved.";
  private static final Map<ElementType, DataType<?>> DATA_TYPES =
      Map.of(ElementType.FLOAT32, DataType.FLOAT32, ElementType.FLOAT64, DataType.FLOAT64);
  private static final double FLOAT32_TOLERANCE = 1e-4;
  private static final double FLOAT64_TOLERANCE = 1e-12;

  private final Path folder;
  private final Properties properties = new Properties();
  private final Map<String, CaseTensor> inputs = new LinkedHashMap<>();
  private final Map<String, CaseTensor> outputs = new LinkedHashMap<>();

  private CaseReader(Path folder) {
    this.folder = folder;
  }

  /**
   * The case in {@code folder}.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if the case is not of the documented form
   */
  static ConformanceCase read(Path folder) throws IOException {
    return new CaseReader(folder).read();
  }

  private ConformanceCase read() throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve(FILE_NAME))) {
      properties.load(in);
    }
    DataType<?> type = dataType();
    readTensors();
    return new ConformanceCase(
        required("op"),
        spatialDims(),
        type,
        tolerance(type),
        attributes(),
        Map.copyOf(inputs),
        Map.copyOf(outputs));
  }

  private DataType<?> dataType() {
    DataType<?> type = DATA_TYPES.get(elementType("dtype"));
    if (type == null) {
      throw new IllegalArgumentException(
          "dtype=" + required("dtype") + ": must be float32 or float64");
    }
    return type;
  }

  private ElementType elementType(String key) {
    return ElementType.named(required(key));
  }

  private int spatialDims() {
    long dims = size("spatial_dims");
    if (dims < 1 || dims > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(
          "spatial_dims=%d: must be from 1 to %d".formatted(dims, Byte.MAX_VALUE));
    }
    return (int) dims;
  }

  private double tolerance(DataType<?> type) {
    String text = properties.getProperty("rtol");
    if (text == null) {
      return type == DataType.FLOAT32 ? FLOAT32_TOLERANCE : FLOAT64_TOLERANCE;
    }
    double tolerance = number("rtol", text.strip());
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException("rtol=" + text + ": must be at least 0 and below 1");
    }
    return tolerance;
  }

  private static double number(String key, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + "=" + text + ": must be a number", e);
    }
  }

  private Map<String, String> attributes() {
    return properties.stringPropertyNames().stream()
        .filter(key -> key.startsWith(RESOLVED))
        .collect(
            Collectors.toUnmodifiableMap(key -> key.substring(RESOLVED.length()), this::required));
  }

  private void readTensors() throws IOException {
    long count = size("tensors");
    for (int i = 0; i < count; i++) {
      readTensor("tensor." + i + ".");
    }
    String beyond = "tensor." + count + ".";
    if (properties.stringPropertyNames().stream().anyMatch(key -> key.startsWith(beyond))) {
      throw new IllegalArgumentException("tensors=" + count + ": but there is a " + beyond + "*");
    }
  }

  private void readTensor(String prefix) throws IOException {
    String slot = required(prefix + "slot");
    ElementType type = elementType(prefix + "dtype");
    if (type != ElementType.INT64 && type != elementType("dtype")) {
      throw new IllegalArgumentException(
          prefix + "dtype=" + type + ": must be int64 or the case's " + elementType("dtype"));
    }
    long[] shape = SizeList.parse(prefix + "shape", required(prefix + "shape"));
    double[] values = values(required(prefix + "file"), type, shape);
    CaseTensor tensor = new CaseTensor(slot, type, shape, values);
    if (ofRole(prefix + "role").put(slot, tensor) != null) {
      throw new IllegalArgumentException(prefix + "slot=" + slot + ": is given twice");
    }
  }

  private Map<String, CaseTensor> ofRole(String key) {
    String role = required(key);
    return switch (role) {
      case "input", "initializer" -> inputs;
      case "output" -> outputs;
      default ->
          throw new IllegalArgumentException(
              key + "=" + role + ": must be input, initializer or output");
    };
  }

  private double[] values(String name, ElementType type, long[] shape) throws IOException {
    Path file = folder.resolve(name);
    if (!folder.equals(file.normalize().getParent())) {
      throw new IllegalArgumentException("file=" + name + ": must lie in the case's folder");
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("file=" + name + ": is missing");
    }
    int elements = elements(name, type, shape);
    if (Files.size(file) != (long) elements * type.bytes()) {
      throw new IllegalArgumentException(
          "file=%s: has %d bytes: must have %d for shape=%s of %s"
              .formatted(
                  name,
                  Files.size(file),
                  (long) elements * type.bytes(),
                  Arrays.toString(shape),
                  type));
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[elements];
    Arrays.setAll(values, i -> type.next(bytes));
    return values;
  }

  private static int elements(String name, ElementType type, long[] shape) {
    try {
      long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
      return Math.toIntExact(Math.multiplyExact(elements, (long) type.bytes())) / type.bytes();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "file=%s: shape=%s of %s: must not exceed %d bytes"
              .formatted(name, Arrays.toString(shape), type, Integer.MAX_VALUE),
          e);
    }
  }

  private long size(String key) {
    long[] sizes = SizeList.parse(key, required(key));
    if (sizes.length != 1) {
      throw new IllegalArgumentException(key + "=" + required(key) + ": must be one number");
    }
    return sizes[0];
  }

  private String required(String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException(key + ": is missing");
    }
    return value.strip();
  }
}

package io.colonnade;

import java.util.List;

/**
 * An element type, tied to the Java array that holds it: {@code DataType<float[]>} or {@code
 * DataType<double[]>}.
 *
 * @param <A> the array type
 */
public abstract sealed class DataType<A> permits DataType.Float32, DataType.Float64 {

  /** IEEE binary32, in {@code float[]}. */
  public static final DataType<float[]> FLOAT32 = new Float32();

  /** IEEE binary64, in {@code double[]}. */
  public static final DataType<double[]> FLOAT64 = new Float64();

  private final String id;
  private final int bytes;

  private DataType(String id, int bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /** Both types. */
  public static List<DataType<?>> all() {
    return List.of(FLOAT32, FLOAT64);
  }

  /**
   * The type whose {@link #id()} is {@code id}.
   *
   * @throws IllegalArgumentException naming both, if neither has this name
   */
  public static DataType<?> named(String id) {
    return all().stream()
        .filter(type -> type.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("dtype=%s: must be one of %s".formatted(id, all())));
  }

  /** The name used on command lines and in reports: {@code f32} or {@code f64}. */
  public String id() {
    return id;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** A new array of {@code length} zeros. */
  public abstract A newArray(int length);

  /** The length of {@code array} in elements. */
  public abstract int length(A array);

  /** Element {@code index}, widened to {@code double}. */
  public abstract double get(A array, int index);

  /** {@code value} as this type stores it. */
  public abstract double round(double value);

  /** Stores {@code value} at {@code index}, rounded to this type. */
  public abstract void set(A array, int index, double value);

  @Override
  public String toString() {
    return id;
  }

  static final class Float32 extends DataType<float[]> {
    private Float32() {
      super("f32", Float.BYTES);
    }

    @Override
    public float[] newArray(int length) {
      return new float[length];
    }

    @Override
    public int length(float[] array) {
      return array.length;
    }

    @Override
    public double get(float[] array, int index) {
      return array[index];
    }

    @Override
    public double round(double value) {
      return (float) value;
    }

    @Override
    public void set(float[] array, int index, double value) {
      array[index] = (float) value;
    }
  }

  static final class Float64 extends DataType<double[]> {
    private Float64() {
      super("f64", Double.BYTES);
    }

    @Override
    public double[] newArray(int length) {
      return new double[length];
    }

    @Override
    public int length(double[] array) {
      return array.length;
    }

    @Override
    public double get(double[] array, int index) {
      return array[index];
    }

    @Override
    public double round(double value) {
      return value;
    }

    @Override
    public void set(double[] array, int index, double value) {
      array[index] = value;
    }
  }
}

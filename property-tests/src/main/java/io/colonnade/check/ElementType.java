package io.colonnade.check;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The element types of a case's tensor files; every value is held as a {@code double}. */
enum ElementType {
  FLOAT32("float32", Float.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  FLOAT64("float64", Double.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getDouble();
    }
  },
  INT64("int64", Long.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      long value = bytes.getLong();
      if (Math.abs(value) > EXACT) {
        throw new IllegalArgumentException(
            "value=%d: must not exceed %d in absolute value".formatted(value, EXACT));
      }
      return value;
    }
  };

  /** Up to here every integer is a {@code double}. */
  private static final long EXACT = 1L << 53;

  private final String id;
  private final int bytes;

  ElementType(String id, int bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  int bytes() {
    return bytes;
  }

  /** The value at the buffer's position, which moves on behind it. */
  abstract double next(ByteBuffer bytes);

  static ElementType named(String id) {
    return Arrays.stream(values())
        .filter(type -> type.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dtype=%s: must be one of %s".formatted(id, Arrays.toString(values()))));
  }

  @Override
  public String toString() {
    return id;
  }
}

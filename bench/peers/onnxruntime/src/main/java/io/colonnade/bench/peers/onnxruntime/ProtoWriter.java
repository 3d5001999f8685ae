package io.colonnade.bench.peers.onnxruntime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a Protocol Buffers message: fields of the wire types varint and length-delimited, as the
 * encoding's documentation has them.
 */
final class ProtoWriter {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int PAYLOAD_BITS = 7;
  private static final int CONTINUES = 1 << PAYLOAD_BITS;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtoWriter number(int field, long value) {
    tag(field, VARINT);
    varint(value);
    return this;
  }

  ProtoWriter numbers(int field, long... values) {
    for (long value : values) {
      number(field, value);
    }
    return this;
  }

  ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtoWriter message(int field, ProtoWriter message) {
    return bytes(field, message.toByteArray());
  }

  ProtoWriter bytes(int field, byte[] value) {
    tag(field, LENGTH_DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while (rest >= CONTINUES || rest < 0) {
      bytes.write((int) (rest & (CONTINUES - 1)) | CONTINUES);
      rest >>>= PAYLOAD_BITS;
    }
    bytes.write((int) rest);
  }
}

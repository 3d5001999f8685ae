package io.colonnade.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A {@link Report} as JSON: {@code environment}, {@code roofs}, {@code aa_check} and {@code
 * results}, names in snake case.
 */
public final class JsonReport {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  private JsonReport() {}

  /** Writes {@code report} to {@code file}, over what is there. */
  public static void write(Report report, Path file) throws IOException {
    WRITER.writeValue(file.toFile(), report);
  }

  /**
   * What {@link #write} wrote to {@code file}.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it holds anything else
   */
  public static Report read(Path file) throws IOException {
    try {
      return MAPPER.readValue(file.toFile(), Report.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: is no report of throughput: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }
}

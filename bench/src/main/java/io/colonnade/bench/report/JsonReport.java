package io.colonnade.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A {@link Report} as JSON: {@code environment}, {@code aa_check} and {@code results}, names in
 * snake case.
 */
public final class JsonReport {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();
  private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

  private JsonReport() {}

  /** Writes {@code report} to {@code file}, over what is there. */
  public static void write(Report report, Path file) throws IOException {
    WRITER.writeValue(file.toFile(), report);
  }
}

package io.colonnade.bench.child;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * Messages as lines of JSON, behind a mark that tells them from what libraries print on the same
 * stream.
 */
final class Lines {
  private static final String MARK = "colonnade-bench ";
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Lines() {}

  /** {@code message} as a line, without its end. */
  static String print(Message message) {
    try {
      return MARK + MAPPER.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(message + ": cannot be sent", e);
    }
  }

  /** The message at the end of {@code line}, or {@code null} where there is none. */
  static @Nullable Message parse(String line) {
    int mark = line.indexOf(MARK);
    if (mark < 0) {
      return null;
    }
    try {
      return MAPPER.readValue(line.substring(mark + MARK.length()), Message.class);
    } catch (JsonProcessingException e) {
      return new Message.Failed("a message cannot be read: " + e.getOriginalMessage());
    }
  }
}

package io.colonnade.bench.throughput;

import java.io.Serial;
import java.util.List;

/** A backend failed; the message is one line, without the backend's name. */
public final class RunnerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> log;

  /**
   * A failure.
   *
   * @param message what happened, in one line
   * @param log what the backend's process wrote lately, by line
   */
  public RunnerException(String message, List<String> log) {
    super(message.lines().findFirst().orElse(""));
    this.log = List.copyOf(log);
  }

  /** What the backend's process wrote lately, by line. */
  public List<String> log() {
    return log;
  }
}

package io.colonnade.bench.throughput;

/** What became of a row. */
public enum Status {
  /** It has figures. */
  MEASURED("measured"),
  /** The backend does not support the workload on this layer. */
  UNSUPPORTED("unsupported"),
  /** The backend has no prepared filters, which the run asks for. */
  NO_PREPARED_FILTERS("no prepared filters"),
  /** It would have taken too long; the message says what the limit is. */
  SKIPPED("skipped"),
  /** The backend failed; the message says how. */
  FAILED("failed");

  private final String id;

  Status(String id) {
    this.id = id;
  }

  /** The name in reports. */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}

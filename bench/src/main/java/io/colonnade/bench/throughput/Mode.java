package io.colonnade.bench.throughput;

/** Where the tensors lie when a call begins and ends. */
public enum Mode {
  /** In Java arrays: what a Java program pays. */
  ARRAYS("arrays"),
  /**
   * In the backend's own memory, so that a library is timed at its best; Java arrays, where those
   * are what the backend works on.
   */
  NATIVE("native");

  private final String id;

  Mode(String id) {
    this.id = id;
  }

  /** The name on command lines and in reports. */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}

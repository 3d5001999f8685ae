package io.colonnade.bench.peers;

/** When filters are brought into the layout that a library prefers. */
public enum Filters {
  /** In every call: filters lie as the problem says, as they do for a caller with Java arrays. */
  EACH_CALL("each-call"),
  /** Once, when they are loaded; a gradient of the filters is left in the library's layout. */
  PREPARED("prepared");

  private final String id;

  Filters(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}

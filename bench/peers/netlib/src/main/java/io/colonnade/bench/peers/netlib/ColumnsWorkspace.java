package io.colonnade.bench.peers.netlib;

import io.colonnade.DataType;
import io.colonnade.Workspace;
import java.util.concurrent.atomic.AtomicBoolean;

/** Room for the columns of one image. */
final class ColumnsWorkspace<A> implements Workspace {
  private final DataType<A> type;
  private final A columns;
  private final AtomicBoolean inUse = new AtomicBoolean();

  ColumnsWorkspace(DataType<A> type, int elements) {
    this.type = type;
    this.columns = type.newArray(elements);
  }

  DataType<A> type() {
    return type;
  }

  @Override
  public long bytes() {
    return (long) type.length(columns) * type.bytes();
  }

  A begin() {
    if (!inUse.compareAndSet(false, true)) {
      throw new IllegalStateException("workspace: is in use by another call");
    }
    return columns;
  }

  void end() {
    inUse.set(false);
  }
}

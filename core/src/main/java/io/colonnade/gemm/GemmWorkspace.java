package io.colonnade.gemm;

import io.colonnade.DataType;
import io.colonnade.Workspace;
import io.colonnade.gemm.pass.Call;
import java.util.concurrent.atomic.AtomicBoolean;

/** An array for scratch, and the call that uses it. */
final class GemmWorkspace<A> implements Workspace {
  private final DataType<A> type;
  private final A scratch;
  private final Call<A> call;
  private final AtomicBoolean inUse = new AtomicBoolean();

  GemmWorkspace(DataType<A> type, int elements) {
    this.type = type;
    this.scratch = type.newArray(elements);
    this.call = new Call<>(type.newArray(0));
  }

  DataType<A> type() {
    return type;
  }

  int elements() {
    return type.length(scratch);
  }

  @Override
  public long bytes() {
    return (long) elements() * type.bytes();
  }

  /** Claims the workspace for one call. */
  Call<A> begin() {
    if (!inUse.compareAndSet(false, true)) {
      throw new IllegalStateException(
          "workspace: is in use by another call; each call in flight needs one of its own");
    }
    return call.scratch(scratch);
  }

  /** Ends the call. */
  void end() {
    call.clear();
    inUse.set(false);
  }
}

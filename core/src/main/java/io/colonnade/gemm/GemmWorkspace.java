package io.colonnade.gemm;

import io.colonnade.DataType;
import io.colonnade.Workspace;
import io.colonnade.gemm.pass.Call;
import io.colonnade.numeric.AlignedArray;
import java.util.concurrent.atomic.AtomicBoolean;

/** An array for scratch, and the call that uses it. */
final class GemmWorkspace<A> implements Workspace {
  private final DataType<A> type;
  private final AlignedArray<A> scratch;
  private final Call<A> call;
  private final AtomicBoolean inUse = new AtomicBoolean();

  GemmWorkspace(DataType<A> type, AlignedArray<A> scratch) {
    this.type = type;
    this.scratch = scratch;
    this.call = new Call<>(type.newArray(0));
  }

  DataType<A> type() {
    return type;
  }

  int elements() {
    return scratch.elements();
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
    return call.scratch(scratch.array(), scratch.start());
  }

  /** Ends the call. */
  void end() {
    call.clear();
    inUse.set(false);
  }
}

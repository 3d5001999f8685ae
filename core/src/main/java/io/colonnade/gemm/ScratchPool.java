package io.colonnade.gemm;

import io.colonnade.DataType;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Workspaces that are not in use, for calls that bring none of their own. Thread-safe. */
final class ScratchPool<A> {
  private final DataType<A> type;
  private final ArrayDeque<GemmWorkspace<A>> free = new ArrayDeque<>();

  ScratchPool(DataType<A> type) {
    this.type = type;
  }

  /**
   * A workspace with room for {@code elements}; allocates only where none is free or the one that
   * is has too little room.
   */
  GemmWorkspace<A> take(int elements) {
    GemmWorkspace<A> workspace = poll();
    return workspace != null && workspace.elements() >= elements
        ? workspace
        : new GemmWorkspace<>(type, elements);
  }

  private synchronized @Nullable GemmWorkspace<A> poll() {
    return free.pollFirst();
  }

  /** Gives a workspace back. */
  synchronized void give(GemmWorkspace<A> workspace) {
    free.addFirst(workspace);
  }
}

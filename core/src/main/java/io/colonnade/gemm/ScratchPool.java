package io.colonnade.gemm;

import io.colonnade.DataType;
import io.colonnade.blas.Blas;
import io.colonnade.numeric.AlignedArray;
import io.colonnade.numeric.Arithmetic;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Workspaces that are not in use, for calls that bring none of their own. Thread-safe. */
final class ScratchPool<A> {
  private final DataType<A> type;
  private final Blas blas;
  private final ArrayDeque<GemmWorkspace<A>> free = new ArrayDeque<>();

  ScratchPool(DataType<A> type, Blas blas) {
    this.type = type;
    this.blas = blas;
  }

  /**
   * A workspace with room for {@code elements}; allocates only where none is free or the one that
   * is has too little room.
   */
  GemmWorkspace<A> take(int elements) {
    GemmWorkspace<A> workspace = poll();
    return workspace != null && workspace.elements() >= elements
        ? workspace
        : newWorkspace(elements);
  }

  /** A workspace that is not of the pool. */
  GemmWorkspace<A> newWorkspace(int elements) {
    return new GemmWorkspace<>(type, newArray(elements));
  }

  /** An array for something else. */
  AlignedArray<A> newArray(int elements) {
    return new AlignedArray<>(Arithmetic.of(type), blas, elements);
  }

  private synchronized @Nullable GemmWorkspace<A> poll() {
    return free.pollFirst();
  }

  /** Gives a workspace back. */
  synchronized void give(GemmWorkspace<A> workspace) {
    free.addFirst(workspace);
  }
}

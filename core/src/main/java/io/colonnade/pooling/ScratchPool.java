package io.colonnade.pooling;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Scratch for the calls in flight: as many as ever ran at once are kept. */
final class ScratchPool<S> {
  private final Queue<S> idle = new ConcurrentLinkedQueue<>();
  private final Supplier<S> maker;

  ScratchPool(Supplier<S> maker) {
    this.maker = maker;
  }

  S take() {
    S scratch = idle.poll();
    return scratch == null ? maker.get() : scratch;
  }

  void give(S scratch) {
    idle.add(scratch);
  }
}

package io.colonnade.bench.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bytes, shown as a rate beside the score: {@code bytes} in ops/s is bytes/s. */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class ByteCounter {

  /** Bytes since the iteration began. */
  public long bytes;

  /** Begins an iteration. */
  @Setup(Level.Iteration)
  public void reset() {
    bytes = 0;
  }

  void add(long moved) {
    bytes += moved;
  }
}

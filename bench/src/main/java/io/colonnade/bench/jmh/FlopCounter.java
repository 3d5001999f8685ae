package io.colonnade.bench.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Floating point operations, shown as a rate beside the score: {@code gflop} in ops/s is GFLOP/s.
 */
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class FlopCounter {
  private static final double GIGA = 1e9;

  /** Operations since the iteration began, in 10⁹. */
  public double gflop;

  /** Begins an iteration. */
  @Setup(Level.Iteration)
  public void reset() {
    gflop = 0;
  }

  void add(long flops) {
    gflop += flops / GIGA;
  }
}

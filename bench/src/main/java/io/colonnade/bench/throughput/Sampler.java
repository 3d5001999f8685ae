package io.colonnade.bench.throughput;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Times contenders against each other.
 *
 * <p>Each is warmed up, which also tells how many calls make a sample. Then rounds follow, each
 * taking one sample of every contender; round r begins with contender r modulo their number, so
 * that each comes first, last and in between equally often. Time is what the contenders report;
 * there is no other clock.
 */
final class Sampler {
  private final Sampling sampling;

  Sampler(Sampling sampling) {
    this.sampling = sampling;
  }

  /**
   * The timing of each of {@code contenders}.
   *
   * @param progress told, now and then, the share of the budget that is spent, from 0 to 1
   */
  Map<Contender, Timing> time(List<? extends Contender> contenders, DoubleConsumer progress) {
    int[] calls = contenders.stream().mapToInt(this::warmUp).toArray();
    List<List<Double>> nanosPerCall =
        contenders.stream().<List<Double>>map(contender -> new ArrayList<>()).toList();
    long spent = 0;
    for (int round = 0; round < sampling.leastRounds() || spent < sampling.budgetNanos(); round++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        int index = (round + turn) % contenders.size();
        long nanos = contenders.get(index).nanos(calls[index]);
        nanosPerCall.get(index).add((double) nanos / calls[index]);
        spent += nanos;
        progress.accept(Math.min((double) spent / sampling.budgetNanos(), 1));
      }
    }
    Map<Contender, Timing> timings = new HashMap<>();
    for (int i = 0; i < contenders.size(); i++) {
      double[] samples = nanosPerCall.get(i).stream().mapToDouble(Double::doubleValue).toArray();
      timings.put(contenders.get(i), Timing.ofNanos(samples));
    }
    return timings;
  }

  /**
   * Runs {@code contender}, in ever longer series, for the time of the warm-up; returns the calls
   * that make a sample.
   */
  private int warmUp(Contender contender) {
    long spent = 0;
    for (int calls = 1; ; calls = Math.multiplyExact(calls, 2)) {
      long nanos = Math.max(contender.nanos(calls), 1);
      spent += nanos;
      if (spent >= sampling.warmupNanos()) {
        double perCall = (double) nanos / calls;
        return Math.toIntExact(
            Math.round(Math.max(1, Math.ceil(sampling.sampleNanos() / perCall))));
      }
    }
  }
}

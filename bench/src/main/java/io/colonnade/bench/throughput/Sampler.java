package io.colonnade.bench.throughput;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Times contenders against each other.
 *
 * <p>Each is warmed up, which also tells how many calls make a sample, unless a call is long. Then
 * rounds follow, each taking one sample of every contender; round r begins with contender r modulo
 * their number, so that each comes first, last and in between equally often. The budget is shared
 * evenly: one whose share is spent, and who has the least number of samples, rests while the others
 * go on; so do they when one fails. Time is what the contenders report; there is no other clock.
 */
final class Sampler {
  /** A call of so many nanoseconds needs no warm-up: the first one counts. */
  private static final long LONG_CALL = 50_000_000;

  private final Sampling sampling;

  Sampler(Sampling sampling) {
    this.sampling = sampling;
  }

  /**
   * What became of a contender: a timing, or a failure.
   *
   * @param timing its timing, {@code null} where it failed
   * @param failure its failure, {@code null} where it did not
   */
  record Outcome(@Nullable Timing timing, @Nullable RunnerException failure) {}

  /** The samples of one contender. */
  private static final class Series {
    private final Contender contender;
    private final List<Double> nanosPerCall = new ArrayList<>();
    private int calls;
    private long spent;
    private @Nullable RunnerException failure;

    Series(Contender contender) {
      this.contender = contender;
    }

    /** Runs {@code calls} and returns their time; 0 from when the contender has failed. */
    private long nanos(int calls) {
      if (failure != null) {
        return 0;
      }
      try {
        return Math.max(1, contender.nanos(calls));
      } catch (RunnerException e) {
        failure = e;
        return 0;
      }
    }

    /**
     * Runs the contender, in ever longer series, for the time of the warm-up; sets the calls that
     * make a sample.
     */
    private void warmUp(Sampling sampling) {
      long spent = 0;
      for (int series = 1; failure == null; series = Math.multiplyExact(series, 2)) {
        long nanos = nanos(series);
        if (failure == null && series == 1 && nanos >= LONG_CALL) {
          calls = 1;
          nanosPerCall.add((double) nanos);
          this.spent = nanos;
          return;
        }
        spent += nanos;
        if (spent >= sampling.warmupNanos()) {
          double perCall = (double) nanos / series;
          calls =
              Math.toIntExact(Math.round(Math.max(1, Math.ceil(sampling.sampleNanos() / perCall))));
          return;
        }
      }
    }

    private boolean goesOn(Sampling sampling, long share) {
      return failure == null && (nanosPerCall.size() < sampling.leastRounds() || spent < share);
    }

    private long sample() {
      long nanos = nanos(calls);
      if (failure == null) {
        nanosPerCall.add((double) nanos / calls);
      }
      spent += nanos;
      return nanos;
    }

    private Outcome outcome() {
      if (failure != null) {
        return new Outcome(null, failure);
      }
      double[] samples = nanosPerCall.stream().mapToDouble(Double::doubleValue).toArray();
      return new Outcome(Timing.ofNanos(samples), null);
    }
  }

  /**
   * The outcome of each of {@code contenders}.
   *
   * @param progress told, now and then, the share of the budget that is spent, from 0 to 1
   */
  Map<Contender, Outcome> time(List<? extends Contender> contenders, DoubleConsumer progress) {
    List<Series> series = contenders.stream().map(Series::new).toList();
    series.forEach(one -> one.warmUp(sampling));
    long share = sampling.budgetNanos() / series.size();
    long spent = 0;
    for (int round = 0; series.stream().anyMatch(one -> one.goesOn(sampling, share)); round++) {
      for (int turn = 0; turn < series.size(); turn++) {
        Series one = series.get((round + turn) % series.size());
        if (one.goesOn(sampling, share)) {
          spent += one.sample();
          progress.accept(Math.min((double) spent / sampling.budgetNanos(), 1));
        }
      }
    }
    Map<Contender, Outcome> outcomes = new HashMap<>();
    series.forEach(one -> outcomes.put(one.contender, one.outcome()));
    return outcomes;
  }
}

package io.colonnade.bench.throughput;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.bench.throughput.Sampler.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SamplerTest {

  /**
   * A contender whose every call takes what it says, and that notes when it was asked for how many
   * calls.
   */
  private static final class Scripted implements Contender {
    private final String name;
    private final List<String> log;
    private final List<Long> nanosPerCall;
    private int next;

    Scripted(String name, List<String> log, Long... nanosPerCall) {
      this.name = name;
      this.log = log;
      this.nanosPerCall = List.of(nanosPerCall);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long nanos(int calls) {
      log.add(name + calls);
      return calls * nanosPerCall.get(Math.min(next++, nanosPerCall.size() - 1));
    }
  }

  /** A contender that fails after some series of calls. */
  private static final class Failing implements Contender {
    private final RunnerException failure;
    private int left;

    Failing(RunnerException failure, int series) {
      this.failure = failure;
      this.left = series;
    }

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public long nanos(int calls) {
      if (left-- == 0) {
        throw failure;
      }
      return 10L * calls;
    }
  }

  private final List<String> log = new ArrayList<>();

  private static Timing timing(Map<Contender, Outcome> outcomes, Contender contender) {
    return Objects.requireNonNull(
        Objects.requireNonNull(outcomes.get(contender)).timing(), contender.name());
  }

  @Test
  void roundsBeginWithEachContenderInTurn() {
    var contenders =
        List.of(
            new Scripted("a", log, 10L), new Scripted("b", log, 10L), new Scripted("c", log, 10L));
    new Sampler(new Sampling(0, 0, 0, 4)).time(contenders, share -> {});
    assertEquals(
        List.of(
            "a1", "b1", "c1", "a1", "b1", "c1", "b1", "c1", "a1", "c1", "a1", "b1", "a1", "b1",
            "c1"),
        log);
  }

  @Test
  void warmsUpInEverLongerSeriesAndThenTakesAsManyCallsAsMakeASample() {
    new Sampler(new Sampling(70, 45, 0, 1)).time(List.of(new Scripted("a", log, 10L)), s -> {});
    assertEquals(List.of("a1", "a2", "a4", "a5"), log);
  }

  @Test
  void theSampleIsSizedByTheLastSeriesOfTheWarmUp() {
    new Sampler(new Sampling(100, 30, 0, 1))
        .time(List.of(new Scripted("a", log, 99L, 10L)), s -> {});
    assertEquals(List.of("a1", "a2", "a3"), log);
  }

  @Test
  void aCallLongerThanASampleIsASample() {
    new Sampler(new Sampling(10, 10, 0, 2)).time(List.of(new Scripted("a", log, 500L)), s -> {});
    assertEquals(List.of("a1", "a1", "a1"), log);
  }

  @Test
  void roundsGoOnUntilEachHasSpentItsShareOfTheBudget() {
    var a = new Scripted("a", log, 30L);
    var b = new Scripted("b", log, 10L);
    Map<Contender, Outcome> outcomes =
        new Sampler(new Sampling(0, 0, 100, 1)).time(List.of(a, b), share -> {});
    assertEquals(2, timing(outcomes, a).samples());
    assertEquals(5, timing(outcomes, b).samples());
  }

  @Test
  void oneThatExceedsItsShareTakesTheLeastNumberOfSamples() {
    var a = new Scripted("a", log, 1_000L);
    var b = new Scripted("b", log, 10L);
    Map<Contender, Outcome> outcomes =
        new Sampler(new Sampling(0, 0, 100, 3)).time(List.of(a, b), share -> {});
    assertEquals(3, timing(outcomes, a).samples());
    assertEquals(5, timing(outcomes, b).samples());
  }

  @Test
  void oneThatFailsLeavesAndTheOthersGoOn() {
    var failure = new RunnerException("out of order", List.of("a line"));
    Contender failing = new Failing(failure, 2);
    var b = new Scripted("b", log, 10L);
    Map<Contender, Outcome> outcomes =
        new Sampler(new Sampling(0, 0, 100, 1)).time(List.of(failing, b), share -> {});
    assertEquals(new Outcome(null, failure), outcomes.get(failing));
    assertEquals(5, timing(outcomes, b).samples());
    assertEquals(List.of("b1", "b1", "b1", "b1", "b1", "b1"), log);
  }

  @Test
  void whereAllFailInTheWarmUpNothingIsSampled() {
    var failure = new RunnerException("out of order", List.of());
    Contender failing = new Failing(failure, 0);
    Map<Contender, Outcome> outcomes =
        new Sampler(new Sampling(10, 10, 100, 3)).time(List.of(failing), share -> {});
    assertEquals(new Outcome(null, failure), outcomes.get(failing));
  }

  @Test
  void theTimingsAreThoseOfOneCallInTheContendersOrder() {
    var a = new Scripted("a", log, 1_000L, 1_000L, 3_000L, 2_000L);
    var b = new Scripted("b", log, 7_000L);
    Map<Contender, Outcome> timings =
        new Sampler(new Sampling(0, 10_000, 0, 3)).time(List.of(a, b), share -> {});
    assertEquals(List.of("a1", "b1", "a10", "b2", "b2", "a10", "a10", "b2"), log);
    assertEquals(2e-6, timing(timings, a).seconds(), 1e-18);
    assertEquals(7e-6, timing(timings, b).seconds(), 1e-18);
  }

  @Test
  void progressIsTheShareOfTheBudget() {
    List<Double> shares = new ArrayList<>();
    new Sampler(new Sampling(0, 0, 40, 3)).time(List.of(new Scripted("a", log, 20L)), shares::add);
    assertEquals(List.of(0.5, 1.0, 1.0), shares);
  }
}

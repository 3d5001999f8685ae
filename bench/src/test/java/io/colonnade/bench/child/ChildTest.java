package io.colonnade.bench.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.Job;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Preparation;
import io.colonnade.bench.throughput.Runner;
import io.colonnade.bench.throughput.RunnerException;
import io.colonnade.bench.throughput.Status;
import io.colonnade.bench.throughput.Workload;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Children on the class path of these tests, which has backends that fail in several ways. */
class ChildTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Runner runner(String backend) {
    return runner(backend, PATIENCE);
  }

  private static Runner runner(String backend, Duration patience) {
    return new Backends(PeerClassPaths.none(), patience).runner(backend);
  }

  private static Job job(int batch) {
    return job(batch, Workload.FORWARD, Filters.EACH_CALL);
  }

  private static Job job(int batch, Workload workload, Filters filters) {
    String problem = "n" + batch + "_c2_f3_i5x5_k3x3";
    return new Job(problem, workload, "f32", 1, Mode.ARRAYS, filters);
  }

  private static RunnerException failure(Runner runner) {
    return assertThrows(RunnerException.class, () -> runner.prepare(job(2)));
  }

  private static void assertWorks(Runner runner) {
    assertEquals(new Preparation(Status.MEASURED, "loops", 0, null), runner.prepare(job(1)));
    assertTrue(runner.nanos(3) > 0);
  }

  @Test
  void runsJobAfterJobInAProcessOfItsOwn() {
    try (Runner runner = runner("reference")) {
      assertWorks(runner);
      assertTrue(runner.nanos(1_000) > runner.nanos(1));
      long resident = runner.release();
      assertTrue(resident > 1 << 20, "resident=" + resident);
      assertWorks(runner);
    }
  }

  @Test
  void whatABackendCannotDoIsAnAnswer() {
    try (Runner runner = runner("forward-only")) {
      assertEquals(
          Status.UNSUPPORTED,
          runner.prepare(job(1, Workload.TRAINING, Filters.EACH_CALL)).status());
      assertEquals(Status.MEASURED, runner.prepare(job(1)).status());
    }
    try (Runner runner = runner("reference")) {
      assertEquals(
          Status.NO_PREPARED_FILTERS,
          runner.prepare(job(1, Workload.FORWARD, Filters.PREPARED)).status());
    }
  }

  @Test
  void aBackendThatThrowsIsToldInOneLineWithItsLastWordsAndGoesOn() {
    try (Runner runner = runner("throwing")) {
      RunnerException e = failure(runner);
      assertEquals("java.lang.UnsatisfiedLinkError: no such library", e.getMessage());
      assertTrue(e.log().contains("last words"), e.log().toString());
      assertWorks(runner);
    }
  }

  @Test
  void aBackendThatEndsItsProcessIsToldAndAnotherProcessGoesOn() {
    try (Runner runner = runner("exiting")) {
      assertWorks(runner);
      RunnerException e = failure(runner);
      assertEquals("its process ended with status 7", e.getMessage());
      assertEquals(List.of("last words"), e.log());
      assertWorks(runner);
    }
  }

  @Test
  void aBackendThatHangsIsEndedAndAnotherProcessGoesOn() {
    try (Runner runner = runner("hanging", Duration.ofSeconds(5))) {
      assertEquals("did not answer within 5 s", failure(runner).getMessage());
      assertWorks(runner);
    }
  }

  @Test
  void whatABackendPrintsIsNoAnswer() {
    try (Runner runner = runner("talking")) {
      assertEquals(Status.MEASURED, runner.prepare(job(2)).status());
      assertTrue(runner.nanos(1) > 0);
    }
  }

  @Test
  void aBackendThatLeavesElementsUnwrittenIsFoundOut() {
    try (Runner runner = runner("idle")) {
      assertEquals(
          "forward of n2_c2_f3_i5x5_k3x3: wrote a result that is not finite, or left elements"
              + " unwritten",
          failure(runner).getMessage());
    }
  }

  @Test
  void aLayerThatDoesNotFitTheHeapIsToldWithTheRemedy() {
    try (Runner runner = runner("greedy")) {
      String message = String.valueOf(failure(runner).getMessage());
      assertTrue(message.matches("does not fit the heap of \\d+ MiB; java -Xmx .*"), message);
    }
  }

  @Test
  void aChildThatCannotBeStartedIsTriedOnce() {
    List<String> command =
        List.of(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            ChildMain.class.getName(),
            "nobody");
    try (Runner runner = new Child("nobody", command, PATIENCE)) {
      RunnerException e = failure(runner);
      String message = String.valueOf(e.getMessage());
      assertTrue(
          message.startsWith("cannot be started: backend=nobody: must be one of ["), message);
      assertSame(e, failure(runner));
    }
  }

  @Test
  void aProgramThatIsNotThereIsToldLikewise() {
    try (Runner runner = new Child("nobody", List.of("/no/such/program"), PATIENCE)) {
      String message = String.valueOf(failure(runner).getMessage());
      assertTrue(message.startsWith("cannot be started: "), message);
      assertTrue(message.contains("/no/such/program"), message);
    }
  }

  @Test
  void nothingIsRunBeforeItWasPrepared() {
    try (Runner runner = runner("reference")) {
      assertThrows(IllegalStateException.class, () -> runner.nanos(1));
    }
  }
}

package io.colonnade.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.colonnade.parallel.Team.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class TeamTest {

  @Test
  void runsEachTaskOnce() {
    for (int tasks = 1; tasks <= 9; tasks++) {
      AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
      new Team(null).run(tasks, runs::incrementAndGet);
      for (int i = 0; i < tasks; i++) {
        assertEquals(1, runs.get(i), "task " + i + " of " + tasks);
      }
    }
  }

  @Test
  void noMemberRunsTwoTasksAtATime() {
    int members = 3;
    int tasks = 40;
    AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
    AtomicIntegerArray busy = new AtomicIntegerArray(members);
    AtomicInteger overlaps = new AtomicInteger();
    new Team(null)
        .run(
            new Stage(
                members,
                tasks,
                (member, index) -> {
                  runs.incrementAndGet(index);
                  if (busy.incrementAndGet(member) > 1) {
                    overlaps.incrementAndGet();
                  }
                  LockSupport.parkNanos(100_000);
                  busy.decrementAndGet(member);
                }));
    assertEquals(0, overlaps.get());
    for (int i = 0; i < tasks; i++) {
      assertEquals(1, runs.get(i), "task " + i);
    }
  }

  @Test
  void aTaskThatIsHeldUpLeavesTheOthersToTheRest() {
    AtomicInteger others = new AtomicInteger();
    new Team(null)
        .run(
            new Stage(
                2,
                8,
                (member, index) -> {
                  if (index == 0) {
                    while (others.get() < 7) {
                      Thread.onSpinWait();
                    }
                  } else {
                    others.incrementAndGet();
                  }
                }));
    assertEquals(7, others.get());
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void aStageBeginsWhenAllTasksOfTheOneBeforeHaveEnded() {
    Executor never = helper -> {};
    Executor callerRuns = Runnable::run;
    Executor threads = helper -> new Thread(helper).start();
    for (Executor executor : Arrays.asList(null, never, callerRuns, threads)) {
      AtomicInteger ended = new AtomicInteger();
      AtomicInteger early = new AtomicInteger();
      Stage first = new Stage(3, 7, (member, index) -> endAfterAWhile(index, ended));
      Stage second =
          new Stage(
              2,
              5,
              (member, index) -> {
                early.addAndGet(ended.get() < 7 ? 1 : 0);
                endAfterAWhile(index, ended);
              });
      Stage third = new Stage(4, 1, (member, index) -> early.addAndGet(ended.get() < 12 ? 1 : 0));
      new Team(executor).run(new Stage(1, 2, (member, index) -> {}), first, second, third);
      assertEquals(0, early.get());
      assertEquals(12, ended.get());
    }
  }

  private static void endAfterAWhile(int index, AtomicInteger ended) {
    LockSupport.parkNanos(200_000L * (1 + index % 2));
    ended.incrementAndGet();
  }

  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void aHelperThatComesTooLateDoesNothing() throws InterruptedException {
    List<Runnable> helpers = new ArrayList<>();
    AtomicInteger runs = new AtomicInteger();
    Stage stage = new Stage(3, 5, (member, index) -> runs.incrementAndGet());
    new Team(helpers::add).run(stage, stage);
    assertEquals(10, runs.get());
    assertEquals(2, helpers.size());
    for (Runnable helper : helpers) {
      Thread thread = new Thread(helper);
      thread.start();
      thread.join();
    }
    assertEquals(10, runs.get());
  }

  @Test
  void aStageHasAsManyMembersAsItSays() {
    AtomicInteger beyond = new AtomicInteger();
    Stage wide = new Stage(4, 12, (member, index) -> sleep());
    Stage narrow = new Stage(1, 6, (member, index) -> beyond.addAndGet(member > 0 ? 1 : 0));
    for (int round = 0; round < 20; round++) {
      new Team(null).run(wide, narrow);
    }
    assertEquals(0, beyond.get());
  }

  @Test
  void aFailureOfAStageKeepsTheNextFromRunning() {
    AtomicInteger runs = new AtomicInteger();
    Stage failing =
        new Stage(
            2,
            4,
            (member, index) -> {
              throw new IllegalStateException("task " + index);
            });
    Stage next = new Stage(2, 4, (member, index) -> runs.incrementAndGet());
    assertThrows(IllegalStateException.class, () -> new Team(null).run(failing, next));
    assertEquals(0, runs.get());
  }

  /** Two threads meet in each call, so that the helper has to be the one of the call before. */
  @Test
  void aCallThatFollowsAtOnceFindsTheHelperOfTheOneBefore() {
    Helpers helpers = new Helpers();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    for (int call = 0; call < 2000; call++) {
      AtomicInteger present = new AtomicInteger();
      Stage stage =
          new Stage(
              2,
              2,
              (member, index) -> {
                threads.add(Thread.currentThread());
                present.incrementAndGet();
                while (present.get() < 2) {
                  Thread.onSpinWait();
                }
              });
      Job job = new Job(new Stage[] {stage});
      helpers.call(job);
      job.runAsCaller();
    }
    assertEquals(2, threads.size());
  }

  @Test
  void theFirstFailureOfATaskReachesTheCallerAndNoTaskRunsOn() {
    IllegalStateException failure = new IllegalStateException("task 2");
    AtomicInteger running = new AtomicInteger();
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                new Team(null)
                    .run(
                        5,
                        i -> {
                          running.incrementAndGet();
                          try {
                            if (i == 2) {
                              throw failure;
                            }
                            sleep();
                          } finally {
                            running.decrementAndGet();
                          }
                        }));
    assertSame(failure, thrown);
    assertEquals(0, running.get());
  }

  @Test
  void aFailingExecutorIsReportedAfterTheTasksBegunHaveEnded() {
    IllegalStateException failure = new IllegalStateException("no more");
    AtomicInteger running = new AtomicInteger();
    for (int round = 0; round < 20; round++) {
      AtomicInteger calls = new AtomicInteger();
      Executor failing =
          helper -> {
            if (calls.incrementAndGet() == 2) {
              throw failure;
            }
            new Thread(helper).start();
          };
      Team team = new Team(failing);
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  team.run(
                      4,
                      i -> {
                        running.incrementAndGet();
                        sleep();
                        running.decrementAndGet();
                      }));
      assertSame(failure, thrown);
      assertEquals(0, running.get());
    }
  }

  /** The caller's task is the shorter one, by more than it waits awake. */
  @Test
  void anInterruptIsKeptForTheCaller() {
    Thread caller = Thread.currentThread();
    AtomicInteger begun = new AtomicInteger();
    caller.interrupt();
    new Team(null)
        .run(
            2,
            i -> {
              begun.incrementAndGet();
              while (begun.get() < 2) {
                Thread.onSpinWait();
              }
              if (Thread.currentThread() != caller) {
                LockSupport.parkNanos(50_000_000);
              }
            });
    assertEquals(true, Thread.interrupted());
  }

  private static void sleep() {
    long end = System.nanoTime() + 2_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}

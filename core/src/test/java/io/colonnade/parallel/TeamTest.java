package io.colonnade.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

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
            members,
            tasks,
            (member, index) -> {
              runs.incrementAndGet(index);
              if (busy.incrementAndGet(member) > 1) {
                overlaps.incrementAndGet();
              }
              LockSupport.parkNanos(100_000);
              busy.decrementAndGet(member);
            });
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
            });
    assertEquals(7, others.get());
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

  @Test
  void anInterruptIsKeptForTheCaller() {
    Thread.currentThread().interrupt();
    new Team(null).run(2, i -> sleep());
    assertEquals(true, Thread.interrupted());
  }

  private static void sleep() {
    long end = System.nanoTime() + 2_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}

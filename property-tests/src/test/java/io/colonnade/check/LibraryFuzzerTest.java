package io.colonnade.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.contract.pooling.LoopedPooling;
import io.colonnade.contract.pooling.PoolingSubject;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LibraryFuzzerTest {
  private final FuzzTally tally = new FuzzTally();
  private final LibraryFuzzer fuzzer = new LibraryFuzzer(tally);

  @Test
  void poolingThatWritesNothingIsFound() {
    Finding found = fuzzer.pools(idle(), new SplittableRandom(5), 5).orElseThrow();
    String line = found.line("gemm");
    assertTrue(line.startsWith("DIFFERS MAX_ON_TIES of "), line);
    assertTrue(line.endsWith("to see it again: fuzz --backend gemm --seed 5 --cases 1"), line);
  }

  @Test
  void poolingByLoopsHolds() {
    assertEquals(Optional.empty(), fuzzer.pools(new LoopedPooling(), new SplittableRandom(5), 5));
    assertTrue(tally.heldOf(LibraryFuzzer.POOLING) > 0);
  }

  private static PoolingSubject idle() {
    return (PoolingSubject)
        Proxy.newProxyInstance(
            PoolingSubject.class.getClassLoader(),
            new Class<?>[] {PoolingSubject.class},
            (proxy, method, arguments) -> method.getName().equals("toString") ? "idle" : null);
  }
}

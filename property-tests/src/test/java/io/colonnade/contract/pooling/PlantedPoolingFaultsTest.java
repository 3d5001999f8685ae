package io.colonnade.contract.pooling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Proof that the contract of pooling bites. */
class PlantedPoolingFaultsTest {
  private static final int CASES = 100;
  private static final int MOST_CELLS = 3000;
  private static final List<SwitchNumbering> NUMBERINGS = List.of(SwitchNumbering.values());

  @ParameterizedTest
  @EnumSource
  void everyFaultIsNoticed(PoolingFault fault) {
    if (!noticed(fault, fault.noticedBy())) {
      fail(fault.noticedBy() + " did not notice " + fault + " in " + CASES + " cases");
    }
  }

  @Test
  void nothingIsNoticedWithoutAFault() {
    for (PoolingProperty property : PoolingProperty.values()) {
      if (noticed(null, property)) {
        fail(property + " does not hold of loops without a fault");
      }
    }
  }

  @Test
  void everyPropertyNoticesAFault() {
    Set<PoolingProperty> noticing =
        Arrays.stream(PoolingFault.values())
            .map(PoolingFault::noticedBy)
            .collect(Collectors.toSet());
    assertEquals(EnumSet.allOf(PoolingProperty.class), noticing);
  }

  private static boolean noticed(@Nullable PoolingFault fault, PoolingProperty property) {
    PoolingContract contract = new PoolingContract(new FaultyPooling(fault));
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < CASES; i++) {
      PoolingProblem problem = PoolingProblemGenerator.next(random);
      DataType<?> type = random.nextBoolean() ? DataType.FLOAT32 : DataType.FLOAT64;
      SwitchNumbering numbering = NUMBERINGS.get(random.nextInt(NUMBERINGS.size()));
      long seed = random.nextLong();
      if (problem.xSize() > MOST_CELLS || !property.appliesTo(problem)) {
        continue;
      }
      try {
        contract.check(property, problem, type, numbering, seed);
      } catch (PoolingMismatch e) {
        return true;
      }
    }
    return false;
  }
}

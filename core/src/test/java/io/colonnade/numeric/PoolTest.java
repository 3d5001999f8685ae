package io.colonnade.numeric;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.colonnade.DataType;
import org.junit.jupiter.api.Test;

class PoolTest {
  private final Pool<Object> pool = new Pool<>(type -> type.newArray(1));

  @Test
  void lendsNothingTwiceAndFirstWhatCameBackLast() {
    Object first = pool.take(DataType.FLOAT32);
    Object second = pool.take(DataType.FLOAT32);
    assertNotSame(first, second);
    pool.give(DataType.FLOAT32, first);
    pool.give(DataType.FLOAT32, second);
    assertSame(second, pool.take(DataType.FLOAT32));
    assertSame(first, pool.take(DataType.FLOAT32));
    Object third = pool.take(DataType.FLOAT32);
    assertNotSame(first, third);
    assertNotSame(second, third);
  }

  @Test
  void keepsTypesApart() {
    Object single = pool.take(DataType.FLOAT32);
    assertInstanceOf(float[].class, single);
    pool.give(DataType.FLOAT32, single);
    assertInstanceOf(double[].class, pool.take(DataType.FLOAT64));
    assertSame(single, pool.take(DataType.FLOAT32));
  }
}

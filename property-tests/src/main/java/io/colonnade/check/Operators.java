package io.colonnade.check;

import io.colonnade.Pass;
import java.util.EnumSet;
import java.util.Map;

/**
 * The operators that the conformance command can run, by the name that a case gives as its {@code
 * op}.
 */
final class Operators {
  private Operators() {}

  /** All operators, computed by {@code engine}. */
  static Map<String, Operator> on(Engine engine) {
    return Map.ofEntries(
        Map.entry("Conv", new ConvolutionOperator(engine, EnumSet.of(Pass.FORWARD))),
        Map.entry("ConvGradient", new ConvolutionOperator(engine, EnumSet.allOf(Pass.class))),
        Map.entry("ConvTranspose", new TransposedOperator(engine)),
        Map.entry("Col2Im", new Col2ImOperator(engine)),
        Map.entry("MaxPool", new MaxPoolOperator(engine, PoolForm.WINDOW)),
        Map.entry("GlobalMaxPool", new MaxPoolOperator(engine, PoolForm.GLOBAL)),
        Map.entry("MaxPoolGradient", new MaxPoolOperator(engine, PoolForm.GRADIENT)),
        Map.entry("MaxUnpool", new MaxUnpoolOperator(engine)),
        Map.entry("AveragePool", new AveragePoolOperator(engine, PoolForm.WINDOW)),
        Map.entry("GlobalAveragePool", new AveragePoolOperator(engine, PoolForm.GLOBAL)),
        Map.entry("AveragePoolGradient", new AveragePoolOperator(engine, PoolForm.GRADIENT)));
  }
}

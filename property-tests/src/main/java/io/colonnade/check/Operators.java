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

  /** All operators, computed by {@code engine} where it is a backend's business. */
  static Map<String, Operator> on(Engine engine) {
    return Map.of(
        "Conv", new ConvolutionOperator(engine, EnumSet.of(Pass.FORWARD)),
        "ConvGradient", new ConvolutionOperator(engine, EnumSet.allOf(Pass.class)));
  }
}

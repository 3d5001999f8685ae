package io.colonnade.contract;

import io.colonnade.Pass;

/** What a pass writes. */
final class Result {
  private Result() {}

  /** The name that plans give it in errors. */
  static String name(Pass pass) {
    return switch (pass) {
      case FORWARD -> "y";
      case BACKWARD_DATA -> "dx";
      case BACKWARD_WEIGHTS -> "dw";
      case BACKWARD_BIAS -> "db";
    };
  }

  /** The operand that has its shape. */
  static Operand sameShape(Pass pass) {
    return switch (pass) {
      case FORWARD -> Operand.DY;
      case BACKWARD_DATA -> Operand.X;
      case BACKWARD_WEIGHTS -> Operand.W;
      case BACKWARD_BIAS -> Operand.BIAS;
    };
  }
}

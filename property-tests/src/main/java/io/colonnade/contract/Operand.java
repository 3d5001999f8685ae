package io.colonnade.contract;

import io.colonnade.Pass;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;

/** A tensor that passes read. */
enum Operand {
  X("x"),
  W("w"),
  BIAS("bias"),
  DY("dy");

  private final String id;

  Operand(String id) {
    this.id = id;
  }

  /** The operands of {@code pass}, in the order in which the plan's method takes them. */
  static List<Operand> of(Pass pass) {
    return switch (pass) {
      case FORWARD -> List.of(X, W, BIAS);
      case BACKWARD_DATA -> List.of(DY, W);
      case BACKWARD_WEIGHTS -> List.of(X, DY);
      case BACKWARD_BIAS -> List.of(DY);
    };
  }

  /** Elements of this tensor. */
  int size(ConvolutionProblem problem) {
    return Math.toIntExact(
        switch (this) {
          case X -> problem.xSize();
          case W -> problem.wSize();
          case BIAS -> problem.filters();
          case DY -> problem.ySize();
        });
  }

  /** The name that plans give it in errors. */
  @Override
  public String toString() {
    return id;
  }
}

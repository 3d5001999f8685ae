package io.colonnade.contract;

import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.WriteMode;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One operator on one element type, with the tensors and the expected results that properties
 * share.
 *
 * @param <A> the array type
 */
final class Trial<A> {
  private final TestedOperator operator;
  private final PlanOptions options;
  private final DataType<A> type;
  private final long seed;
  private final Passes<A> plan;
  private final Loops<A> loops;
  private final Tolerance<A> tolerance;
  private final Operands<A> integers;
  private final Operands<A> reals;
  private final Map<Pass, double[]> onIntegers = new EnumMap<>(Pass.class);

  Trial(TestedOperator operator, PlanOptions options, Passes<A> plan, DataType<A> type, long seed) {
    this.operator = operator;
    this.options = options;
    this.plan = plan;
    this.type = type;
    this.seed = seed;
    this.loops = new Loops<>(operator, type);
    this.tolerance = new Tolerance<>(operator, type, loops);
    SplittableRandom random = new SplittableRandom(seed);
    this.integers = OperandGenerator.integers(operator, type, random);
    this.reals = OperandGenerator.reals(operator, type, random);
  }

  TestedOperator operator() {
    return operator;
  }

  /** The problem itself, or the convolution that the operator is derived from. */
  ConvolutionProblem problem() {
    return operator.convolution();
  }

  /** Elements of what {@code pass} writes. */
  int resultSize(Pass pass) {
    return operator.size(Result.sameShape(pass));
  }

  DataType<A> type() {
    return type;
  }

  /** The options that the plan under test was asked for with. */
  PlanOptions options() {
    return options;
  }

  /** The plan under test. */
  Passes<A> plan() {
    return plan;
  }

  /** Another plan of the same backend for the same problem. Backends may refuse options. */
  Passes<A> plan(PlanOptions otherOptions) {
    try {
      return operator.plan(type, otherOptions);
    } catch (IllegalArgumentException e) {
      throw new Inapplicable("%s refused: %s".formatted(otherOptions, e.getMessage()));
    }
  }

  /** Whether {@code pass} can be run. */
  boolean supports(Pass pass) {
    return operator.supports(pass, type);
  }

  /** Whether the algorithm that is forced, if any, runs {@code pass}. */
  boolean isOfInterest(Pass pass) {
    return !options.forcesAlgorithm() || plan.explain(pass).algorithm().equals(options.algorithm());
  }

  /** Random numbers that depend on the seed alone, not on which properties ran before. */
  SplittableRandom random() {
    return new SplittableRandom(~seed);
  }

  /** Operands on which every sum is exact. */
  Operands<A> integers() {
    return integers;
  }

  /** Operands between −1 and 1. */
  Operands<A> reals() {
    return reals;
  }

  /** Operands full of NaN. */
  Operands<A> nans() {
    Operands<A> nans = integers;
    for (Operand operand : Operand.values()) {
      nans = nans.with(operand, Slice.of(poisoned(operator.size(operand))));
    }
    return nans;
  }

  Loops<A> loops() {
    return loops;
  }

  /** The right result of {@code pass} on {@link #integers()}. */
  double[] onIntegers(Pass pass) {
    return onIntegers.computeIfAbsent(pass, p -> loops.result(p, integers));
  }

  /** Runs {@code pass} of the plan under test into an array full of NaN. */
  A run(Pass pass, Operands<A> operands) {
    return run(plan, pass, operands);
  }

  /** Runs {@code pass} of {@code plan} into an array full of NaN. */
  A run(Passes<A> plan, Pass pass, Operands<A> operands) {
    A out = poisoned(resultSize(pass));
    plan.run(pass, operands, Slice.of(out), WriteMode.OVERWRITE, null);
    return out;
  }

  /** An array full of NaN. */
  A poisoned(int length) {
    A array = type.newArray(length);
    for (int i = 0; i < length; i++) {
      type.set(array, i, Double.NaN);
    }
    return array;
  }

  /** An array of {@code values}, each rounded to this type. */
  A narrow(double[] values) {
    A array = type.newArray(values.length);
    for (int i = 0; i < values.length; i++) {
      type.set(array, i, values[i]);
    }
    return array;
  }

  double[] widen(A array) {
    double[] values = new double[type.length(array)];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.get(array, i);
    }
    return values;
  }

  /** What results may differ by. */
  Tolerance<A> tolerance() {
    return tolerance;
  }

  /**
   * {@link #requireEqual(String, Passes, Pass, Object, double[], Operands)} for the plan itself.
   */
  void requireEqual(String context, Pass pass, A got, double[] want, Operands<A> operands) {
    requireEqual(context, plan, pass, got, want, operands);
  }

  /**
   * Fails unless {@code got}, which {@code ran} has made of integers, is {@code want}: equal where
   * the pass is exact on integers, otherwise within its bound. The sign of a zero does not matter;
   * NaN equals NaN.
   */
  void requireEqual(
      String context, Passes<A> ran, Pass pass, A got, double[] want, Operands<A> operands) {
    double[] allowed = tolerance.onIntegers(ran.explain(pass), pass, operands);
    requireWithin(context, operator.resultName(pass), widen(got), want, allowed);
  }

  /** Fails unless both are the same to the last bit. */
  void requireSameBits(String context, Pass pass, A got, A want) {
    for (int i = 0; i < type.length(want); i++) {
      double gotValue = type.get(got, i);
      double wantValue = type.get(want, i);
      if (Double.doubleToRawLongBits(gotValue) != Double.doubleToRawLongBits(wantValue)) {
        throw new Mismatch(
            context, new Difference(operator.resultName(pass), i, gotValue, wantValue, 0));
      }
    }
  }

  /**
   * Fails at the first element of {@code got} that is further from {@code want} than allowed, or
   * NaN where it should not be.
   */
  static void requireWithin(
      String context, String tensor, double[] got, double[] want, double[] allowed) {
    if (got.length != want.length) {
      throw new Mismatch(
          "%s: %s has %d elements, want %d".formatted(context, tensor, got.length, want.length));
    }
    for (int i = 0; i < want.length; i++) {
      boolean same = got[i] == want[i] || (Double.isNaN(got[i]) && Double.isNaN(want[i]));
      if (!same && !(Math.abs(got[i] - want[i]) <= allowed[i])) {
        throw new Mismatch(context, new Difference(tensor, i, got[i], want[i], allowed[i]));
      }
    }
  }
}

package io.colonnade.contract.pooling;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.PoolingProblem;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Kinds of problems in which pooling goes wrong; the generator makes each often. */
public enum PoolingHardCase {
  /** Some output is there by the ceiling only. */
  CEILING(PoolingProblem::ceilMode),

  /** On some axis the last window hangs over the declared padding. */
  OVERHANG(onSomeAxis(a -> a.unused() < 0)),

  /** On some axis neighbouring windows overlap. */
  OVERLAP(onSomeAxis(a -> a.output() > 1 && a.stride() < a.extent())),

  /** On some axis the stride is longer than the kernel: input cells between windows are skipped. */
  STRIDE_OVER_KERNEL(onSomeAxis(a -> a.output() > 1 && a.stride() > a.extent())),

  /** On some axis taps under a dilation share no phase of the stride, or skip some. */
  DILATION_AND_STRIDE(onSomeAxis(a -> a.kernel() > 1 && a.dilation() > 1 && a.stride() > 1)),

  /** On some axis begin and end padding differ. */
  ASYMMETRIC_PADDING(onSomeAxis(a -> a.paddingBegin() != a.paddingEnd())),

  /** On some axis the first tap that reads input is not the tap next to the padding. */
  TAPS_ACROSS_THE_INPUT(onSomeAxis(a -> a.dilation() > a.input())),

  /** On some axis a tap lies in the padding in every window. */
  TAP_WITHOUT_INPUT(
      onSomeAxis(
          a -> LongStream.range(0, a.kernel()).anyMatch(k -> a.firstOutput(k) == a.endOutput(k)))),

  /** On every axis one window covers the input. */
  GLOBAL(p -> p.window().axes().stream().allMatch(a -> a.output() == 1 && a.extent() == a.input())),

  /** On some axis the window is longer than the output. */
  LONG_WINDOW(onSomeAxis(a -> a.output() > 1 && a.extent() > 2 * a.output())),

  /** On some axis input cells lie behind the last window. */
  UNUSED_INPUT(onSomeAxis(a -> a.unused() > a.paddingEnd())),

  /** Rows so long that they are worked on alone. */
  LONG_ROWS(p -> p.window().rank() > 1 && p.window().axis(p.window().rank() - 1).output() >= 16),

  /** Channels-last with many channels. */
  MANY_CHANNELS_LAST(p -> p.layout() == Layout.CHANNELS_LAST && p.channels() > 64),

  /** Channels-first with many planes. */
  MANY_PLANES(p -> p.layout() == Layout.CHANNELS_FIRST && p.planes() > 64),

  /** So many planes and outputs that a group of planes takes several bands. */
  MANY_PLANES_AND_OUTPUTS(p -> p.channels() > 40 && p.window().outputSize() > 150),

  /** Long rows, and so many of them that a plane takes several bands. */
  MANY_OUTPUTS(p -> LONG_ROWS.matches(p) && p.window().outputSize() > 6000);

  @SuppressWarnings("ImmutableEnumChecker") // The predicates have no state.
  private final Predicate<PoolingProblem> condition;

  PoolingHardCase(Predicate<PoolingProblem> condition) {
    this.condition = condition;
  }

  /** Whether {@code problem} is of this kind. */
  public boolean matches(PoolingProblem problem) {
    return condition.test(problem);
  }

  private static Predicate<PoolingProblem> onSomeAxis(Predicate<Axis> condition) {
    return problem -> problem.window().axes().stream().anyMatch(condition);
  }
}

package io.colonnade.contract;

import io.colonnade.Pass;
import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.FilterLayout;
import io.colonnade.geometry.Layout;
import io.colonnade.geometry.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Faults in where things are. */
final class IndexFaults {
  private IndexFaults() {}

  static <A> void kernelTurned(Call<A> call) {
    int taps = (int) call.problem().window().kernelSize();
    permuteTaps(call, tap -> taps - 1 - tap);
  }

  /** The first and the last axis of the kernel, where they are equally long. */
  static <A> void axesSwapped(Call<A> call) {
    Window window = call.problem().window();
    int first = (int) window.axis(0).kernel();
    int last = (int) window.axis(window.rank() - 1).kernel();
    int between = (int) window.kernelSize() / (first * last);
    if (window.rank() == 1 || first != last) {
      call.compute();
      return;
    }
    permuteTaps(
        call,
        tap -> {
          int middle = tap / last % between;
          return (tap % last * between + middle) * last + tap / last / between;
        });
  }

  /** Puts tap {@code other(tap)} in the place of each tap; other is its own inverse. */
  private static <A> void permuteTaps(Call<A> call, IntUnaryOperator other) {
    switch (call.pass()) {
      case FORWARD, BACKWARD_DATA ->
          call.with(Operand.W, permuted(call, call.in(Operand.W), other)).compute();
      case BACKWARD_WEIGHTS -> call.write(permuted(call, call.result(), other));
      case BACKWARD_BIAS -> call.compute();
    }
  }

  private static double[] permuted(Call<?> call, double[] w, IntUnaryOperator other) {
    int taps = (int) call.problem().window().kernelSize();
    return IntStream.range(0, w.length)
        .mapToDouble(i -> w[i / taps * taps + other.applyAsInt(i % taps)])
        .toArray();
  }

  static <A> void paddingSwapped(Call<A> call) {
    reshape(
        call,
        a ->
            new Axis(
                a.input(),
                a.kernel(),
                a.stride(),
                a.paddingEnd(),
                a.paddingBegin(),
                a.dilation(),
                a.output()));
  }

  static <A> void dilationIgnored(Call<A> call) {
    reshape(
        call,
        a ->
            new Axis(
                a.input(),
                a.kernel(),
                a.stride(),
                a.paddingBegin(),
                a.paddingEnd(),
                1,
                a.output()));
  }

  static <A> void strideOfFirstAxisEverywhere(Call<A> call) {
    long stride = call.problem().window().axis(0).stride();
    reshape(
        call,
        a ->
            new Axis(
                a.input(),
                a.kernel(),
                stride,
                a.paddingBegin(),
                a.paddingEnd(),
                a.dilation(),
                a.output()));
  }

  static <A> void paddingIgnoredInDw(Call<A> call) {
    paddingIgnored(call, Pass.BACKWARD_WEIGHTS);
  }

  static <A> void paddingIgnoredInDx(Call<A> call) {
    paddingIgnored(call, Pass.BACKWARD_DATA);
  }

  private static <A> void paddingIgnored(Call<A> call, Pass pass) {
    if (call.pass() != pass) {
      call.compute();
      return;
    }
    reshape(call, a -> new Axis(a.input(), a.kernel(), a.stride(), 0, 0, a.dilation(), a.output()));
  }

  private static <A> void reshape(Call<A> call, UnaryOperator<Axis> change) {
    List<Axis> axes = call.problem().window().axes().stream().map(change).toList();
    call.with(call.problem().withWindow(new Window(axes))).compute();
  }

  static <A> void layoutIgnored(Call<A> call) {
    call.with(call.problem().withLayouts(Layout.CHANNELS_FIRST, call.problem().filterLayout()))
        .compute();
  }

  static <A> void filterLayoutIgnored(Call<A> call) {
    call.with(call.problem().withLayouts(call.problem().layout(), FilterLayout.FILTERS_FIRST))
        .compute();
  }

  /** Every filter works on the channels of the next group. */
  static <A> void groupsOffByOne(Call<A> call) {
    switch (call.pass()) {
      case FORWARD, BACKWARD_WEIGHTS ->
          call.with(Operand.X, rotated(call, call.in(Operand.X), -1)).compute();
      case BACKWARD_DATA -> call.write(rotated(call, call.result(), 1));
      case BACKWARD_BIAS -> call.compute();
    }
  }

  private static double[] rotated(Call<?> call, double[] x, int byGroups) {
    ConvolutionProblem p = call.problem();
    int image = (int) (p.channels() * p.window().inputSize());
    List<Double> rotated = new ArrayList<>(x.length);
    for (double value : x) {
      rotated.add(value);
    }
    for (int start = 0; start < x.length; start += image) {
      Collections.rotate(
          rotated.subList(start, start + image), byGroups * (int) (image / p.groups()));
    }
    return rotated.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

package io.colonnade.gemm.lines;

import io.colonnade.Pass;
import io.colonnade.gemm.pass.Layer;
import io.colonnade.gemm.pass.OuterTaps;
import io.colonnade.geometry.Axis;
import io.colonnade.numeric.LinePairs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Cells of Y and of X that are held in lines together: all of the one that a pass sums over or
 * writes, of some neighbouring indices of the first axis, and what it meets of the other.
 */
final class LineTile {
  /** The first cell of Y and how many there are. */
  final int firstY;

  final int countY;

  /** The first cell of X and how many there are. */
  final int firstX;

  final int countX;

  private final List<Axis> axes;
  private final Pass pass;
  private volatile @Nullable LinePairs pairs;

  private LineTile(List<Axis> axes, Pass pass, int[] y, int[] x) {
    this.axes = axes;
    this.pass = pass;
    int innerY = inner(axes, false);
    int innerX = inner(axes, true);
    this.firstY = y[0] * innerY;
    this.countY = (y[1] - y[0]) * innerY;
    this.firstX = x[0] * innerX;
    this.countX = (x[1] - x[0]) * innerX;
  }

  /** The tiles of a pass of which each has {@code indices} of the first axis, or one less. */
  static List<LineTile> all(List<Axis> axes, Pass pass, int indices) {
    boolean backward = pass == Pass.BACKWARD_DATA;
    Axis axis = axes.get(0);
    int size = (int) (backward ? axis.input() : axis.output());
    int parts = (size + indices - 1) / indices;
    List<LineTile> tiles = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int[] own = {Layer.part(part, parts, size), Layer.part(part + 1, parts, size)};
      int[] other = backward ? outputs(axis, own) : inputs(axis, own);
      tiles.add(new LineTile(axes, pass, backward ? other : own, backward ? own : other));
    }
    return tiles;
  }

  /** Cells of X, or of Y, for one index of the first axis. */
  static int inner(List<Axis> axes, boolean x) {
    return (int)
        axes.stream().skip(1).mapToLong(x ? Axis::input : Axis::output).reduce(1, (a, b) -> a * b);
  }

  /** What windows from {@code outputs[0]} to {@code outputs[1]} reach. */
  private static int[] inputs(Axis axis, int[] outputs) {
    long start = axis.inputIndex(outputs[0], 0);
    long end = axis.inputIndex(outputs[1] - 1L, axis.kernel() - 1) + 1;
    return range(start, end, axis.input());
  }

  /** The windows that reach inputs from {@code inputs[0]} to {@code inputs[1]}. */
  private static int[] outputs(Axis axis, int[] inputs) {
    long start = inputs[0] + axis.paddingBegin() - axis.extent() + 1;
    long end = inputs[1] + axis.paddingBegin();
    return range(
        Math.floorDiv(start + axis.stride() - 1, axis.stride()),
        Math.floorDiv(end + axis.stride() - 1, axis.stride()),
        axis.output());
  }

  private static int[] range(long start, long end, long size) {
    long first = Math.max(0, Math.min(start, size));
    return new int[] {(int) first, (int) Math.max(first, Math.min(end, size))};
  }

  /** The pairs of lines of each target; made when first asked for, by any thread. */
  LinePairs pairs() {
    LinePairs made = pairs;
    if (made == null) {
      made = make();
      pairs = made;
    }
    return made;
  }

  private LinePairs make() {
    OuterTaps taps = new OuterTaps(axes, pass == Pass.BACKWARD_DATA);
    int count = taps.taps();
    return switch (pass) {
      case FORWARD ->
          pairs(countY, count, (y, t) -> from(taps.source(firstY + y, t), firstX), (y, t) -> t);
      case BACKWARD_DATA ->
          pairs(countX, count, (x, t) -> from(taps.source(firstX + x, t), firstY), (x, t) -> t);
      case BACKWARD_WEIGHTS ->
          pairs(count, countY, (t, y) -> from(taps.source(firstY + y, t), firstX), (t, y) -> y);
      case BACKWARD_BIAS -> throw new IllegalStateException("has no products");
    };
  }

  private static int from(int cell, int first) {
    return cell < 0 ? -1 : cell - first;
  }

  /** For each target, the pairs of which {@code left} is not negative. */
  private static LinePairs pairs(
      int targets, int most, IntBinaryOperator left, IntBinaryOperator right) {
    int[] start = new int[targets + 1];
    for (int j = 0; j < targets; j++) {
      start[j + 1] = start[j];
      for (int k = 0; k < most; k++) {
        start[j + 1] += left.applyAsInt(j, k) < 0 ? 0 : 1;
      }
    }
    int[] a = new int[start[targets]];
    int[] b = new int[start[targets]];
    int i = 0;
    for (int j = 0; j < targets; j++) {
      for (int k = 0; k < most; k++) {
        int line = left.applyAsInt(j, k);
        if (line >= 0) {
          a[i] = line;
          b[i] = right.applyAsInt(j, k);
          i++;
        }
      }
    }
    return new LinePairs(start, a, b);
  }
}

package io.colonnade.gemm.direct;

import io.colonnade.geometry.Axis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of a target that meet source rows alike: row {@code first + step·j} of the target is the
 * sum, over the taps of all sources, of the source's row {@code j + shift}.
 *
 * <p>In the forward pass the target is Y, in one phase, and the source X, in as many phases as the
 * stride has; in the gradient the target is dX, in phases, and the source dY.
 *
 * @param first the first row of the target
 * @param step target rows from one to the next
 * @param count target rows
 * @param sources the sources
 */
record RowPhase(int first, int step, int count, List<Source> sources) {

  /**
   * Source rows {@code first + step·m}, for m from 0 to count − 1, and the taps that read them.
   *
   * @param first the first row
   * @param step rows from one to the next
   * @param count rows
   * @param taps taps in ascending order of their shifts
   */
  record Source(int first, int step, int count, List<Tap> taps) {
    int lowest() {
      return taps.get(0).shift();
    }

    int span() {
      return taps.get(taps.size() - 1).shift() - lowest();
    }
  }

  /**
   * A row of taps.
   *
   * @param index which row of the kernel
   * @param shift by how much m is ahead of j under it
   */
  record Tap(int index, int shift) {}

  /** The phases of Y against X; one. */
  static List<RowPhase> forward(Axis axis, int mostSpan) {
    int output = (int) axis.output();
    List<Source> sources = new ArrayList<>();
    for (int phase = 0; phase < Math.min(axis.stride(), axis.input()); phase++) {
      int count = count(axis, phase);
      sources.addAll(sources(axis, phase, phase, (int) axis.stride(), count, output, 1, mostSpan));
    }
    return List.of(new RowPhase(0, 1, output, sources));
  }

  /** The phases of dX against dY. */
  static List<RowPhase> backward(Axis axis, int mostSpan) {
    List<RowPhase> phases = new ArrayList<>();
    for (int phase = 0; phase < Math.min(axis.stride(), axis.input()); phase++) {
      int count = count(axis, phase);
      List<Source> sources = sources(axis, phase, 0, 1, (int) axis.output(), count, -1, mostSpan);
      phases.add(new RowPhase(phase, (int) axis.stride(), count, sources));
    }
    return phases;
  }

  /** Input cells of a phase. */
  private static int count(Axis axis, int phase) {
    return (int) ((axis.input() - phase - 1) / axis.stride()) + 1;
  }

  /** The taps that lie on a phase of the input, in sources of bounded span. */
  private static List<Source> sources(
      Axis axis, int phase, int first, int step, int count, int targets, int sign, int mostSpan) {
    List<Tap> taps =
        IntStream.range(0, (int) axis.kernel())
            .filter(k -> Math.floorMod(axis.inputIndex(0, k), axis.stride()) == phase)
            .mapToObj(
                k -> new Tap(k, sign * (int) Math.floorDiv(axis.inputIndex(0, k), axis.stride())))
            .filter(tap -> tap.shift() < count && tap.shift() + targets > 0)
            .sorted(Comparator.comparingInt(Tap::shift))
            .toList();
    List<Source> sources = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= taps.size(); i++) {
      if (i == taps.size() || taps.get(i).shift() - taps.get(from).shift() > mostSpan) {
        sources.add(new Source(first, step, count, taps.subList(from, i)));
        from = i;
      }
    }
    return sources;
  }

  /** The most by which the shifts of a source differ. */
  int span() {
    return sources.stream().mapToInt(Source::span).max().orElse(0);
  }
}

package io.colonnade.geometry;

/**
 * One spatial axis of a sliding window: every output-size and index formula of the library is a
 * method of this class.
 *
 * <p>Output position {@code o} and kernel tap {@code k} meet at the input cell {@code o·stride −
 * paddingBegin + k·dilation}; cells below 0 or at {@code input} and beyond lie in the padding.
 *
 * @param input number of input cells, at least 1
 * @param kernel number of kernel taps, at least 1
 * @param stride distance in input cells between neighbouring output positions, at least 1
 * @param paddingBegin cells of padding before the first input cell, at least 0
 * @param paddingEnd cells of padding after the last input cell, at least 0
 * @param dilation distance in input cells between neighbouring taps, at least 1
 * @param output number of output positions, at least 1
 */
public record Axis(
    long input,
    long kernel,
    long stride,
    long paddingBegin,
    long paddingEnd,
    long dilation,
    long output) {

  /** Checks the seven sizes. {@link #floor} computes the output size instead of taking it. */
  public Axis {
    Sizes.positive("input", input);
    Sizes.positive("kernel", kernel);
    Sizes.positive("stride", stride);
    Sizes.notNegative("paddingBegin", paddingBegin);
    Sizes.notNegative("paddingEnd", paddingEnd);
    Sizes.positive("dilation", dilation);
    if (output < 1) {
      throw new IllegalArgumentException(
          "output=%d: would be empty; input=%d with padding %d and %d is shorter than the kernel's extent %d (kernel=%d, dilation=%d)"
              .formatted(
                  output,
                  input,
                  paddingBegin,
                  paddingEnd,
                  extent(kernel, dilation),
                  kernel,
                  dilation));
    }
    padded(input, paddingBegin, paddingEnd);
    reach(output, kernel, stride, dilation);
  }

  /**
   * An axis whose output size is {@code floor((input + paddingBegin + paddingEnd − extent) /
   * stride) + 1}.
   *
   * @throws IllegalArgumentException if a size is out of range or the output would be empty
   */
  public static Axis floor(
      long input, long kernel, long stride, long paddingBegin, long paddingEnd, long dilation) {
    long slack = slack(input, kernel, stride, paddingBegin, paddingEnd, dilation);
    return new Axis(
        input,
        kernel,
        stride,
        paddingBegin,
        paddingEnd,
        dilation,
        Math.floorDiv(slack, stride) + 1);
  }

  /**
   * An axis whose output size is {@code ceil((input + paddingBegin + paddingEnd − extent) / stride)
   * + 1}, less one if the last window would start at or after cell {@code input}, that is wholly in
   * the end padding or beyond it.
   *
   * @throws IllegalArgumentException if a size is out of range or the output would be empty
   */
  public static Axis ceil(
      long input, long kernel, long stride, long paddingBegin, long paddingEnd, long dilation) {
    long slack = slack(input, kernel, stride, paddingBegin, paddingEnd, dilation);
    long steps = ceilDiv(slack, stride);
    boolean startsBehindInput =
        Sizes.product("steps·stride", steps, stride) >= padded(input, paddingBegin, 0);
    return new Axis(
        input,
        kernel,
        stride,
        paddingBegin,
        paddingEnd,
        dilation,
        startsBehindInput ? steps : steps + 1);
  }

  /**
   * An axis padded so that the output has {@code ceil(input / stride)} positions.
   *
   * @param extraFirst whether an odd cell of padding goes before the input, not after it
   * @throws IllegalArgumentException if a size is out of range
   */
  public static Axis same(long input, long kernel, long stride, long dilation, boolean extraFirst) {
    Sizes.positive("stride", stride);
    return covering(ceilDiv(input, stride), input, kernel, stride, dilation, extraFirst);
  }

  /**
   * An axis of {@code output} positions with no more padding than the last of them needs to lie in
   * it.
   */
  static Axis covering(
      long output, long input, long kernel, long stride, long dilation, boolean extraFirst) {
    Sizes.positive("input", input);
    Sizes.positive("kernel", kernel);
    Sizes.positive("stride", stride);
    Sizes.positive("dilation", dilation);
    long total = Math.max(0, reach(output, kernel, stride, dilation) - input);
    long smaller = total / 2;
    long begin = extraFirst ? total - smaller : smaller;
    return new Axis(input, kernel, stride, begin, total - begin, dilation, output);
  }

  /**
   * The axis with a window at every cell from its first window to its last: stride 1, and every
   * stride-th of its outputs is one of this axis.
   */
  public Axis unstrided() {
    return new Axis(
        input, kernel, 1, paddingBegin, paddingEnd, dilation, (output - 1) * stride + 1);
  }

  /**
   * Input cells from the first tap of a window to its last, both included: {@code dilation·(kernel
   * − 1) + 1}.
   */
  public long extent() {
    return extent(kernel, dilation);
  }

  /** The input cell, possibly in the padding, under tap {@code k} of the window at {@code o}. */
  public long inputIndex(long o, long k) {
    return cell(o, k * dilation);
  }

  /**
   * The output position whose tap {@code k} lies on input cell {@code i}, or −1 if no window puts
   * it there.
   */
  public long outputIndex(long i, long k) {
    long distance = i + paddingBegin - k * dilation;
    long o = Math.floorDiv(distance, stride);
    return o * stride == distance && o >= 0 && o < output ? o : -1;
  }

  /**
   * The first output position whose tap {@code k} lies at or after input cell 0, at most {@link
   * #output()}.
   *
   * @see #endOutput
   */
  public long firstOutput(long k) {
    return firstInside(k * dilation, output);
  }

  /**
   * One past the last output position whose tap {@code k} lies before the end of the input; never
   * below {@link #firstOutput}, so the positions of {@code [firstOutput(k), endOutput(k))} are just
   * those where tap {@code k} reads input.
   */
  public long endOutput(long k) {
    return endInside(k * dilation, output);
  }

  /** The input cell, possibly in the padding, {@code offset} cells into the window at {@code o}. */
  public long cell(long o, long offset) {
    return o * stride - paddingBegin + offset;
  }

  /**
   * The first of the windows 0, 1, … whose {@link #cell} at {@code offset} lies at or after input
   * cell 0; at most {@code count}.
   *
   * @see #endInside
   */
  public long firstInside(long offset, long count) {
    return Math.min(count, Math.max(0, ceilDiv(paddingBegin - offset, stride)));
  }

  /**
   * One past the last of the first {@code count} windows whose {@link #cell} at {@code offset} lies
   * before the end of the input; never below {@link #firstInside}.
   */
  public long endInside(long offset, long count) {
    long end = Math.floorDiv(input - 1 + paddingBegin - offset, stride) + 1;
    return Math.max(firstInside(offset, count), Math.min(count, end));
  }

  /**
   * The first tap of the window at {@code o} that lies at or after input cell 0, at most kernel.
   */
  public long firstTap(long o) {
    return Math.min(kernel, Math.max(0, ceilDiv(paddingBegin - o * stride, dilation)));
  }

  /**
   * One past the last tap of the window at {@code o} that lies before the end of the input; never
   * below {@link #firstTap}, so the taps of {@code [firstTap(o), endTap(o))} are just those that
   * read input.
   */
  public long endTap(long o) {
    return Math.max(firstTap(o), tapsBefore(o, input));
  }

  /** Whether the window at {@code o} holds an input cell; if not, it holds padding only. */
  public boolean meetsInput(long o) {
    return firstTap(o) < endTap(o);
  }

  /** The taps of the window at {@code o} that lie in the input or in the declared padding. */
  public long paddedTaps(long o) {
    return tapsBefore(o, Math.addExact(input, paddingEnd));
  }

  private long tapsBefore(long o, long endCell) {
    long end = Math.floorDiv(endCell - 1 + paddingBegin - o * stride, dilation) + 1;
    return Math.max(0, Math.min(kernel, end));
  }

  /**
   * The cells, of input and end padding together, behind the last window: {@code input +
   * paddingBegin + paddingEnd − extent − (output − 1)·stride}. Negative where the last window hangs
   * over the end padding, as it may under a ceiling.
   */
  public long unused() {
    return padded(input, paddingBegin, paddingEnd) - reach(output, kernel, stride, dilation);
  }

  /** Whether the output size is the one that {@link #floor} gives. */
  public boolean sizedByFloor() {
    return unused() >= 0 && unused() < stride;
  }

  /**
   * Cells of the output of a transposed convolution without output padding: {@code (input −
   * 1)·stride − paddingBegin − paddingEnd + extent}, which is below 1 where the padding takes all.
   *
   * @throws IllegalArgumentException if a size is out of range
   */
  public static long transposedSize(
      long input, long kernel, long stride, long paddingBegin, long paddingEnd, long dilation) {
    Sizes.positive("input", input);
    Sizes.positive("kernel", kernel);
    Sizes.positive("stride", stride);
    Sizes.positive("dilation", dilation);
    Sizes.notNegative("paddingBegin", paddingBegin);
    Sizes.notNegative("paddingEnd", paddingEnd);
    return reach(input, kernel, stride, dilation)
        - Sizes.sum("paddingBegin + paddingEnd", paddingBegin, paddingEnd);
  }

  private static long slack(
      long input, long kernel, long stride, long paddingBegin, long paddingEnd, long dilation) {
    Sizes.positive("input", input);
    Sizes.positive("stride", stride);
    Sizes.positive("kernel", kernel);
    Sizes.positive("dilation", dilation);
    Sizes.notNegative("paddingBegin", paddingBegin);
    Sizes.notNegative("paddingEnd", paddingEnd);
    return padded(input, paddingBegin, paddingEnd) - extent(kernel, dilation);
  }

  /** {@link #extent()} of any axis with {@code kernel} taps at {@code dilation}. */
  public static long extent(long kernel, long dilation) {
    return Sizes.sum(
        "dilation·(kernel − 1) + 1",
        Sizes.product("dilation·(kernel − 1)", dilation, kernel - 1),
        1);
  }

  private static long padded(long input, long begin, long end) {
    return Sizes.sum("input + paddingBegin + paddingEnd", input, begin, end);
  }

  /** Cells from the first tap of the first of {@code windows} windows to the last of the last. */
  private static long reach(long windows, long kernel, long stride, long dilation) {
    return Sizes.sum(
        "(windows − 1)·stride + extent",
        Sizes.product("(windows − 1)·stride", windows - 1, stride),
        extent(kernel, dilation));
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }
}

package io.colonnade.contract;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;

/**
 * Which input cell lies under which tap at which output position, by flat indices in their planes.
 */
final class Cells {
  private Cells() {}

  /**
   * The input cell that {@code tap} of the window at {@code position} reads, or −1 in padding of
   * zeros.
   */
  static int under(ConvolutionProblem problem, long position, long tap) {
    Window window = problem.window();
    long cell = 0;
    long scale = 1;
    for (int i = window.rank() - 1; i >= 0; i--) {
      Axis axis = window.axis(i);
      long index = axis.inputIndex(position % axis.output(), tap % axis.kernel());
      long read = problem.paddingMode().cell(index, axis.input());
      if (read < 0) {
        return -1;
      }
      cell += read * scale;
      scale *= axis.input();
      position /= axis.output();
      tap /= axis.kernel();
    }
    return (int) cell;
  }

  /** Whether the window at {@code position} reads {@code cell}. */
  static boolean covers(ConvolutionProblem problem, long position, long cell) {
    for (long tap = 0; tap < problem.window().kernelSize(); tap++) {
      if (under(problem, position, tap) == cell) {
        return true;
      }
    }
    return false;
  }
}

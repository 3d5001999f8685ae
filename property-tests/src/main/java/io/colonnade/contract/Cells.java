package io.colonnade.contract;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Window;

/**
 * Which input cell lies under which tap at which output position, by flat indices in their planes.
 */
final class Cells {
  private Cells() {}

  /** The input cell under {@code tap} of the window at {@code position}, or −1 in the padding. */
  static int under(Window window, long position, long tap) {
    long cell = 0;
    long scale = 1;
    for (int i = window.rank() - 1; i >= 0; i--) {
      Axis axis = window.axis(i);
      long index = axis.inputIndex(position % axis.output(), tap % axis.kernel());
      if (index < 0 || index >= axis.input()) {
        return -1;
      }
      cell += index * scale;
      scale *= axis.input();
      position /= axis.output();
      tap /= axis.kernel();
    }
    return (int) cell;
  }

  /** Whether the window at {@code position} covers {@code cell}. */
  static boolean covers(Window window, long position, long cell) {
    for (long tap = 0; tap < window.kernelSize(); tap++) {
      if (under(window, position, tap) == cell) {
        return true;
      }
    }
    return false;
  }
}

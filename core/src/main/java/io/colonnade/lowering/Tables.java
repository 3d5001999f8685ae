package io.colonnade.lowering;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of all axes: those of the outer axes, and the last two. A window of one axis gets a
 * height of 1.
 *
 * @param outer all axes but the last two, outermost first
 * @param height the last axis but one
 * @param width the last axis
 * @param taps taps of the whole kernel
 * @param cells cells of the plane
 */
record Tables(List<AxisTable> outer, AxisTable height, AxisTable width, int taps, int cells) {

  static Tables of(Window window, PaddingMode mode) {
    List<Axis> axes = new ArrayList<>(window.axes());
    if (axes.size() == 1) {
      axes.add(0, Axis.floor(1, 1, 1, 0, 0, 1));
    }
    int taps = Math.toIntExact(window.kernelSize());
    List<AxisTable> tables = new ArrayList<>();
    int inputStride = 1;
    int tapStride = 1;
    for (int i = axes.size() - 1; i >= 0; i--) {
      tables.add(0, new AxisTable(axes.get(i), mode, inputStride, tapStride, taps));
      inputStride *= (int) axes.get(i).input();
      tapStride *= (int) axes.get(i).kernel();
    }
    int outer = axes.size() - 2;
    return new Tables(
        List.copyOf(tables.subList(0, outer)),
        tables.get(outer),
        tables.get(outer + 1),
        taps,
        inputStride);
  }

  /**
   * Where the plane of the last two axes starts that {@code tap} reads at index {@code above} of
   * the outer axes, or −1 where it reads zeros of the padding.
   */
  int outerOffset(int above, int tap) {
    int start = 0;
    int rest = above;
    for (int i = outer.size() - 1; i >= 0; i--) {
      AxisTable axis = outer.get(i);
      int offset = axis.offset(rest % axis.output, axis.tap[tap]);
      if (offset < 0) {
        return -1;
      }
      start += offset;
      rest /= axis.output;
    }
    return start;
  }
}

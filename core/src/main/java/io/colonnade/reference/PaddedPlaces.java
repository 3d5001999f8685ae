package io.colonnade.reference;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.PaddingMode;
import io.colonnade.geometry.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * For each input cell of each axis, the places of the padded axis that read it: under zeros the
 * cell itself, under other modes places of the padding as well. A place is counted from input cell
 * 0 on, as by {@link Axis#inputIndex}.
 */
final class PaddedPlaces {
  private final List<List<List<Long>>> reading;

  PaddedPlaces(Window window, PaddingMode padding) {
    reading = window.axes().stream().map(axis -> reading(axis, padding)).toList();
  }

  /**
   * The places of {@code axis} that read {@code cell} and lie between the first tap of the first
   * window and the last of the last.
   */
  List<Long> reading(int axis, long cell) {
    return reading.get(axis).get((int) cell);
  }

  private static List<List<Long>> reading(Axis axis, PaddingMode padding) {
    List<List<Long>> reading = new ArrayList<>();
    for (long cell = 0; cell < axis.input(); cell++) {
      reading.add(new ArrayList<>());
    }
    long last = axis.inputIndex(axis.output() - 1, axis.kernel() - 1);
    for (long place = axis.inputIndex(0, 0); place <= last; place++) {
      long cell = padding.cell(place, axis.input());
      if (cell >= 0) {
        reading.get((int) cell).add(place);
      }
    }
    return reading;
  }
}

package io.colonnade.reference;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.Window;
import java.util.function.ToLongFunction;

/** A place in a plane, moving through it in row-major order. */
final class Place {
  private final long[] sizes;
  private final long[] coordinates;
  private long index;

  /** The first place of the plane of some size of all axes. */
  Place(Window window, ToLongFunction<Axis> size) {
    sizes = window.axes().stream().mapToLong(size).toArray();
    coordinates = new long[sizes.length];
  }

  /** The index of the input cell that tap k of the window at o reads, or −1 in padding of zeros. */
  static long cell(ConvolutionProblem problem, Place o, Place k) {
    long index = 0;
    for (int i = 0; i < problem.window().rank(); i++) {
      Axis axis = problem.window().axis(i);
      long at = axis.inputIndex(o.coordinate(i), k.coordinate(i));
      long cell = problem.paddingMode().cell(at, axis.input());
      if (cell < 0) {
        return -1;
      }
      index = index * axis.input() + cell;
    }
    return index;
  }

  long coordinate(int axis) {
    return coordinates[axis];
  }

  /** The places before this one in row-major order. */
  long index() {
    return index;
  }

  /** Moves to the next place; false after the last. */
  boolean advance() {
    index++;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      if (++coordinates[axis] < sizes[axis]) {
        return true;
      }
      coordinates[axis] = 0;
    }
    return false;
  }
}

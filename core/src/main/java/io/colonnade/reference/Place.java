package io.colonnade.reference;

import io.colonnade.geometry.Axis;
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

package io.colonnade.reference;

import io.colonnade.geometry.Axis;
import io.colonnade.geometry.Window;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/** A place in a plane, moving through it in row-major order. */
final class Place {
  private final long[] sizes;
  private final long[] coordinates;
  private long index;

  /** The first place of a plane with so many places along each axis. */
  Place(long... sizes) {
    this.sizes = sizes;
    this.coordinates = new long[sizes.length];
  }

  /** The first place of the plane of some size of all axes. */
  Place(Window window, ToLongFunction<Axis> size) {
    this(window.axes().stream().mapToLong(size).toArray());
  }

  long coordinate(int axis) {
    return coordinates[axis];
  }

  /** The places before this one in row-major order. */
  long index() {
    return index;
  }

  /** The places before this one in column-major order, in which the first axis varies fastest. */
  long columnMajorIndex() {
    long number = 0;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      number = number * sizes[axis] + coordinates[axis];
    }
    return number;
  }

  /** Whether this place has the coordinates of another, of a plane of perhaps another size. */
  boolean at(Place other) {
    return Arrays.equals(coordinates, other.coordinates);
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

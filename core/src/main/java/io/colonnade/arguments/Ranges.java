package io.colonnade.arguments;

/** Checks that a tensor fits its array and that an output overlaps no input. */
public final class Ranges {
  private Ranges() {}

  /** Whether a Java array can have {@code size} elements. */
  public static boolean fitsArray(long size) {
    return size <= Integer.MAX_VALUE;
  }

  /**
   * The size of a tensor, narrowed.
   *
   * @param name the tensor
   * @param size its elements
   * @param problem what it belongs to
   * @throws IllegalArgumentException if no Java array is that long
   */
  public static int arraySize(String name, long size, Object problem) {
    if (!fitsArray(size)) {
      throw new IllegalArgumentException(
          "%s of %s: has %d elements, must not exceed %d, the length of a Java array"
              .formatted(name, problem, size, Integer.MAX_VALUE));
    }
    return (int) size;
  }

  /**
   * Checks that {@code size} elements from {@code offset} on lie in an array.
   *
   * @param name the array
   * @param length its length
   * @param problem what needs the elements
   * @throws IllegalArgumentException if they do not
   */
  public static void check(String name, int length, int offset, int size, Object problem) {
    if (offset < 0) {
      throw new IllegalArgumentException(name + "Offset=" + offset + ": must not be negative");
    }
    if ((long) offset + size > length) {
      throw new IllegalArgumentException(
          "%s: length=%d, offset=%d: needs %d elements from the offset on for %s"
              .formatted(name, length, offset, size, problem));
    }
  }

  /**
   * Checks that an output does not overlap an input.
   *
   * @throws IllegalArgumentException if both lie in the same array and share an element
   */
  public static void checkDisjoint(
      String in, Object a, int aOffset, int aSize, String out, Object b, int bOffset, int bSize) {
    if (a == b && aOffset < (long) bOffset + bSize && bOffset < (long) aOffset + aSize) {
      throw new IllegalArgumentException(
          "%s and %s: overlap in the same array, [%d, %d) and [%d, %d); the output must not overlap an input"
              .formatted(
                  in, out, aOffset, (long) aOffset + aSize, bOffset, (long) bOffset + bSize));
    }
  }
}

package io.colonnade.gemm.direct;

/**
 * The planes of a tensor, channels first.
 *
 * @param members channels or filters of a group
 * @param depth planes of each, one for every index of the outer axes
 * @param rows rows of a plane
 * @param columns cells of a row
 */
record DirectPlanes(int members, int depth, int rows, int columns) {

  /** Where a plane starts; {@code imageGroup} counts groups across images. */
  int at(int imageGroup, int member, int outer) {
    return ((imageGroup * members + member) * depth + outer) * rows * columns;
  }

  /** The distance between the planes of neighbouring groups. */
  int group() {
    return members * depth * rows * columns;
  }
}

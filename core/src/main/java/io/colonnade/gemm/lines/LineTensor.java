package io.colonnade.gemm.lines;

import io.colonnade.gemm.pass.Layer;

/**
 * Where the elements of a tensor lie that belong to one group of an image, and how far it is to the
 * same element of the next. A plane holds cells, or taps.
 *
 * @param outer planes along the first index within a group
 * @param inner planes along the second
 * @param outerStep distance between planes along the first index
 * @param innerStep distance between planes along the second
 * @param group distance between groups
 * @param cell distance between the cells of a plane
 */
record LineTensor(int outer, int inner, int outerStep, int innerStep, int group, int cell) {

  static LineTensor ofX(Layer layer) {
    return new LineTensor(1, layer.channels, 0, layer.xChannel, layer.x(1), layer.xCell);
  }

  static LineTensor ofY(Layer layer) {
    return new LineTensor(layer.filters, 1, layer.yFilter, 0, layer.y(1), layer.yPosition);
  }

  static LineTensor ofW(Layer layer) {
    return new LineTensor(
        layer.filters, layer.channels, layer.wFilter, layer.wChannel, layer.w(1), layer.wTap);
  }

  /** Planes of a group. */
  int planes() {
    return outer * inner;
  }

  /** Where a plane starts, from the start of its group. */
  int plane(int i) {
    return i / inner * outerStep + i % inner * innerStep;
  }
}

package io.colonnade.gemm.direct;

import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.geometry.PlaneStrides;

/**
 * Where the elements of W lie.
 *
 * @param group distance between groups
 * @param target distance between those of one target plane of a group and the next
 * @param source distance between those of one source plane of a group and the next
 * @param tap distance between taps
 */
record DirectFilters(int group, int target, int source, int tap) {

  /** As a pass from channels to filters sees them, or backward. */
  static DirectFilters of(ConvolutionProblem problem, boolean backward) {
    PlaneStrides w = problem.wStrides();
    int filter = (int) w.outer();
    int channel = (int) w.inner();
    return new DirectFilters(
        (int) problem.filtersPerGroup() * filter,
        backward ? channel : filter,
        backward ? filter : channel,
        (int) w.place());
  }
}

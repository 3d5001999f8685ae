package io.colonnade.geometry;

/**
 * Where the elements of a tensor of planes lie: X by image, channel and cell; W by filter, channel
 * and tap; Y by image, filter and position. The last is a flat index in the plane, row-major.
 *
 * @param outer elements between neighbours of the first
 * @param inner elements between neighbours of the second
 * @param place elements between neighbours in a plane
 */
public record PlaneStrides(long outer, long inner, long place) {

  /** The flat index in the tensor. */
  public long index(long outerIndex, long innerIndex, long placeIndex) {
    return outerIndex * outer + innerIndex * inner + placeIndex * place;
  }
}

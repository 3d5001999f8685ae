package io.colonnade.contract;

/**
 * The first element of a tensor that is not what it should be.
 *
 * @param tensor the tensor's name
 * @param index the element's flat index in the tensor
 * @param got what it is
 * @param want what it should be
 * @param allowed how far from it it may be
 */
public record Difference(String tensor, int index, double got, double want, double allowed) {

  @Override
  public String toString() {
    return "%s[%d]: got %s, want %s%s"
        .formatted(tensor, index, got, want, allowed == 0 ? "" : " ± " + allowed);
  }
}

package io.colonnade.contract;

/**
 * A tensor in an array, from an offset on.
 *
 * @param array the array
 * @param offset where in the array element 0 lies
 * @param <A> the array type
 */
record Slice<A>(A array, int offset) {

  static <A> Slice<A> of(A array) {
    return new Slice<>(array, 0);
  }
}

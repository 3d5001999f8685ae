package io.colonnade.gemm.pass;

import org.jspecify.annotations.Nullable;

/**
 * The arrays of one call in flight. Each pass reads two of the tensors and writes the third, or its
 * gradient, in the same place: x stands for X and dX, w for W and dW, y for Y and dY, bias for b
 * and db. Fields that a pass does not use keep an empty array.
 *
 * @param <A> the array type
 */
public final class Call<A> {
  private final A none;

  public A x;
  public int xOffset;
  public A w;
  public int wOffset;
  public A y;
  public int yOffset;
  public @Nullable A bias;
  public int biasOffset;
  public boolean accumulate;

  /** Scratch of all tasks of the call, and where it starts. */
  public A scratch;

  public int scratchOffset;

  /** The filters as the kernel's {@link Preparation} leaves them. */
  public A prepared;

  public int preparedOffset;
  private boolean isPrepared;

  /**
   * An empty call.
   *
   * @param none an empty array, which stands for tensors not given
   */
  public Call(A none) {
    this.none = none;
    this.x = none;
    this.w = none;
    this.y = none;
    this.scratch = none;
    this.prepared = none;
  }

  /** Sets X or dX. */
  public Call<A> x(A array, int offset) {
    x = array;
    xOffset = offset;
    return this;
  }

  /** Sets W or dW. */
  public Call<A> w(A array, int offset) {
    w = array;
    wOffset = offset;
    return this;
  }

  /** Sets Y or dY. */
  public Call<A> y(A array, int offset) {
    y = array;
    yOffset = offset;
    return this;
  }

  /** Sets b or db. */
  public Call<A> bias(@Nullable A array, int offset) {
    bias = array;
    biasOffset = offset;
    return this;
  }

  /** Sets whether the output is added to. */
  public Call<A> accumulate(boolean accumulate) {
    this.accumulate = accumulate;
    return this;
  }

  /** Sets the scratch of all tasks. */
  public Call<A> scratch(A array, int offset) {
    scratch = array;
    scratchOffset = offset;
    return this;
  }

  /** Sets filters that are prepared, or W where there is nothing to prepare. */
  public Call<A> prepared(A array, int offset) {
    isPrepared = true;
    prepared = array;
    preparedOffset = offset;
    return w(array, offset);
  }

  /** Whether the filters came prepared. */
  public boolean isPrepared() {
    return isPrepared;
  }

  /** Has the filters prepared in the scratch of the call, {@code offset} from where it starts. */
  public void prepareInScratch(int offset) {
    prepared = scratch;
    preparedOffset = scratchOffset + offset;
  }

  /** Runs a task of {@code preparation}. */
  public void prepare(Preparation<A> preparation, int task) {
    preparation.run(task, w, wOffset, prepared, preparedOffset);
  }

  /** Lets go of all arrays, so that a pooled call keeps none of the user's alive. */
  public void clear() {
    x(none, 0).w(none, 0).y(none, 0).bias(null, 0).scratch(none, 0).prepared(none, 0);
    isPrepared = false;
  }
}

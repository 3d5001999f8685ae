package io.colonnade;

/** The four passes of a convolution, each writing one tensor from two others. */
public enum Pass {
  /** {@code Y = W·cols(X) + b}. */
  FORWARD("forward"),
  /** {@code dX = col2im(Wᵀ·dY)}. */
  BACKWARD_DATA("backward-data"),
  /** {@code dW = Σ dY·cols(X)ᵀ} over the batch. */
  BACKWARD_WEIGHTS("backward-weights"),
  /** {@code db = Σ dY} over batch and space. */
  BACKWARD_BIAS("backward-bias");

  private final String id;

  Pass(String id) {
    this.id = id;
  }

  /** The name used on command lines and in reports. */
  public String id() {
    return id;
  }

  @Override
  public String toString() {
    return id;
  }
}

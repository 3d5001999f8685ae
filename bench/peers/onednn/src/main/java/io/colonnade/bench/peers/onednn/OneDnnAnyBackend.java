package io.colonnade.bench.peers.onednn;

/**
 * oneDNN with all tensors in the layouts that it prefers. Between arrays, the reorders of X and Y
 * are part of each call; on its own memory they are not.
 */
public final class OneDnnAnyBackend extends OneDnnBackend {

  /** For {@link java.util.ServiceLoader}, and for direct use. */
  public OneDnnAnyBackend() {
    super("onednn-any", true);
  }
}

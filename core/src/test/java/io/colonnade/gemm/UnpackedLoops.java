package io.colonnade.gemm;

/**
 * Loops under the name of a library that multiplies small matrices without packing, in arrays whose
 * lines of the cache start somewhere.
 */
class UnpackedLoops extends LoopBlas {
  @Override
  public String identity() {
    return "openblas-0-SkylakeX";
  }

  @Override
  public int lineStart(float[] array) {
    return 6;
  }
}

package io.colonnade.gemm;

/** Loops under the name of a library that multiplies small matrices without packing. */
final class UnpackedLoops extends LoopBlas {
  @Override
  public String identity() {
    return "openblas-0-SkylakeX";
  }
}

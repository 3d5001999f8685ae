package io.colonnade.bench.layers;

import io.colonnade.geometry.ConvolutionProblem;

/**
 * A convolution layer of a network.
 *
 * @param name its name, unique in the network
 * @param repeat how often the network has a layer of this shape, at least 1
 * @param problem the shape
 */
public record Layer(String name, long repeat, ConvolutionProblem problem) {

  /** Checks {@code repeat}. */
  public Layer {
    if (repeat < 1) {
      throw new IllegalArgumentException("repeat=" + repeat + ": must be at least 1");
    }
  }

  /** The same layer for another number of images. */
  public Layer withBatch(long batch) {
    return new Layer(name, repeat, problem.withBatch(batch));
  }
}

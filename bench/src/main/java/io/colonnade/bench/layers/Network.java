package io.colonnade.bench.layers;

import java.util.List;

/**
 * A named list of layers.
 *
 * @param name the network's name
 * @param layers its distinct layers, at least one
 */
public record Network(String name, List<Layer> layers) {

  /** Copies the list. */
  public Network {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("layers=[] of " + name + ": must have at least one layer");
    }
  }

  /** The same network for another number of images. */
  public Network withBatch(long batch) {
    return new Network(name, layers.stream().map(layer -> layer.withBatch(batch)).toList());
  }
}

package io.colonnade.bench.layers;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** The published networks that come with the benchmark. */
public enum BuiltInNetwork {
  /** ResNet-50 v1.5. */
  RESNET50,
  /** VGG-19. */
  VGG19,
  /** AlexNet. */
  ALEXNET,
  /** MobileNet v1: depthwise ({@code dw}) and pointwise ({@code pw}) layers. */
  MOBILENET_V1,
  /** The layers of DeepBench's training set, of many networks. */
  DEEPBENCH;

  /** The name on command lines and in reports. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The network's layers, for one image. */
  public Network load() {
    String resource = id() + ".csv";
    try (InputStream stream =
            Objects.requireNonNull(BuiltInNetwork.class.getResourceAsStream(resource), resource);
        InputStreamReader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return LayerCsv.read(id(), resource, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + ": cannot be read", e);
    }
  }

  @Override
  public String toString() {
    return id();
  }
}

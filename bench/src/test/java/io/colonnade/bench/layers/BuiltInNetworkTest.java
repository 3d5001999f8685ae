package io.colonnade.bench.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.colonnade.geometry.ConvolutionProblem;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInNetworkTest {

  private static long multiplications(Network network) {
    return network.layers().stream()
        .mapToLong(layer -> layer.repeat() * layer.problem().flops() / 2)
        .sum();
  }

  private static Map<ConvolutionProblem, Long> shapes(Network network) {
    Map<ConvolutionProblem, Long> shapes = new HashMap<>();
    network.layers().forEach(layer -> shapes.merge(layer.problem(), layer.repeat(), Long::sum));
    return shapes;
  }

  private static ConvolutionProblem square(
      long channels, long filters, long size, long kernel, long stride) {
    return ConvolutionProblem.builder()
        .channels(channels)
        .filters(filters)
        .input(size, size)
        .kernel(kernel, kernel)
        .stride(stride)
        .padding(kernel / 2)
        .build();
  }

  @ParameterizedTest
  @CsvSource({"RESNET50, 23", "VGG19, 9", "ALEXNET, 5", "MOBILENET_V1, 19", "DEEPBENCH, 55"})
  void hasItsDistinctLayers(BuiltInNetwork net, int layers) {
    assertEquals(layers, net.load().layers().size());
    assertEquals(net.id(), net.load().name());
  }

  /** He et al. 2016, table 1, with the stride on the 3×3. */
  @Test
  void resNet50IsBuiltOfItsBottlenecks() {
    Map<ConvolutionProblem, Long> expected = new HashMap<>();
    expected.merge(square(3, 64, 224, 7, 2), 1L, Long::sum);
    int[] blocks = {3, 4, 6, 3};
    long channels = 64;
    long size = 56;
    for (int stage = 0; stage < blocks.length; stage++) {
      long width = 64L << stage;
      for (int block = 0; block < blocks[stage]; block++) {
        long stride = block == 0 && stage > 0 ? 2 : 1;
        if (block == 0) {
          expected.merge(square(channels, 4 * width, size, 1, stride), 1L, Long::sum);
        }
        expected.merge(square(channels, width, size, 1, 1), 1L, Long::sum);
        expected.merge(square(width, width, size, 3, stride), 1L, Long::sum);
        size /= stride;
        expected.merge(square(width, 4 * width, size, 1, 1), 1L, Long::sum);
        channels = 4 * width;
      }
    }
    assertEquals(expected, shapes(BuiltInNetwork.RESNET50.load()));
  }

  /** Simonyan and Zisserman 2015, table 1, column E. */
  @Test
  void vgg19IsBuiltOfItsBlocks() {
    Map<ConvolutionProblem, Long> expected = new HashMap<>();
    int[] layers = {2, 2, 4, 4, 4};
    int[] widths = {64, 128, 256, 512, 512};
    long channels = 3;
    for (int block = 0; block < layers.length; block++) {
      for (int layer = 0; layer < layers[block]; layer++) {
        expected.merge(square(channels, widths[block], 224 >> block, 3, 1), 1L, Long::sum);
        channels = widths[block];
      }
    }
    assertEquals(expected, shapes(BuiltInNetwork.VGG19.load()));
  }

  /** Multiplications of the convolutions as commonly quoted for these networks. */
  @ParameterizedTest
  @CsvSource({
    "RESNET50, 4_087_136_256",
    "ALEXNET, 665_784_864",
    "MOBILENET_V1, 567_716_352",
  })
  void multipliesAsOftenAsPublished(BuiltInNetwork net, String multiplications) {
    assertEquals(Long.parseLong(multiplications.replace("_", "")), multiplications(net.load()));
  }

  @Test
  void deepBenchKeepsItsRectanglesAndItsPadding() {
    Network deepBench = BuiltInNetwork.DEEPBENCH.load();
    assertEquals("n1_c1_f32_i161x700_k5x20_s2", deepBench.layers().get(0).problem().toString());
    assertEquals("n1_c2048_f512_i7x7_k1x1_s2_p3", deepBench.layers().get(32).problem().toString());
  }

  @Test
  void theBatchReachesEveryLayer() {
    Network eight = BuiltInNetwork.ALEXNET.load().withBatch(8);
    assertEquals(8 * 665_784_864L, multiplications(eight));
  }
}

package io.colonnade.bench;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.bench.layers.BuiltInNetwork;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.layers.LayerCsv;
import io.colonnade.bench.layers.Network;
import io.colonnade.bench.throughput.Workload;
import io.colonnade.geometry.ConvolutionProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say what is to be run: layers, workload, element type, threads, backends. */
final class WorkOptions {
  private static final String PROBLEM = "problem";

  @ArgGroup(exclusive = true)
  private Layers layers = new Layers();

  @Option(
      names = "--pass",
      paramLabel = "PASS",
      description = {
        "What to run: ${COMPLETION-CANDIDATES}; training is the other three, timed together.",
        "Default: ${DEFAULT-VALUE}."
      })
  private Workload workload = Workload.FORWARD;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images in one call. Default: 1, or what the problem string says.")
  private @Nullable Long batch;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Threads that one call may use. Default: all cores.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Element type: f32 or f64. Default: ${DEFAULT-VALUE}.")
  private String dtype = DataType.FLOAT32.id();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      split = ",",
      description = "Backends to run, separated by commas. Default: gemm.")
  private List<String> backends = List.of("gemm");

  /** Where the layers come from. */
  private static final class Layers {
    @Option(
        names = "--net",
        paramLabel = "NET",
        description = "Layers of a network: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private BuiltInNetwork net = BuiltInNetwork.RESNET50;

    @Option(
        names = "--layers",
        paramLabel = "FILE.csv",
        description = "Layers from a CSV file of the form of the built-in networks.")
    private @Nullable Path file;

    @Option(
        names = "--problem",
        paramLabel = "STR",
        description = "One layer, as a problem string such as n1_c64_f128_i56x56_k3x3_s2_p1.")
    private @Nullable String problem;

    private Network load() throws IOException {
      if (problem != null) {
        return new Network(
            PROBLEM, List.of(new Layer(PROBLEM, 1, ConvolutionProblem.parse(problem))));
      }
      return file == null ? net.load() : LayerCsv.read(file);
    }
  }

  /**
   * What the options ask for.
   *
   * @throws UsageException if an option's value cannot be used
   */
  Work<?> work() {
    try {
      Network network = layers.load();
      return new Work<>(
          batch == null ? network : network.withBatch(batch),
          workload,
          DataType.named(dtype),
          PlanOptions.defaults().withThreads(threads),
          backends.stream().distinct().map(ConvolutionBackend::named).toList());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UsageException("layers=" + layers.file + ": cannot be read: " + e, e);
    }
  }
}

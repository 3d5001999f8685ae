package io.colonnade.bench;

import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.bench.Work.Setting;
import io.colonnade.bench.child.Backends;
import io.colonnade.bench.layers.BuiltInNetwork;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.layers.LayerCsv;
import io.colonnade.bench.layers.Network;
import io.colonnade.bench.throughput.Workload;
import io.colonnade.geometry.ConvolutionProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say what is to be run: layers, workload, element type, threads, backends. */
final class WorkOptions {
  private static final String PROBLEM = "problem";
  private static final String ALL = "all";

  @ArgGroup(exclusive = true)
  private Layers layers = new Layers();

  @Option(
      names = "--pass",
      paramLabel = "PASS",
      split = ",",
      description = {
        "What to run: forward, backward-data, backward-weights, or training, which is these three,"
            + " timed together; all is each of the four by itself. Default: ${DEFAULT-VALUE}."
      })
  private List<String> passes = List.of(Workload.FORWARD.id());

  @Option(
      names = "--batch",
      paramLabel = "N",
      split = ",",
      description = "Images in one call. Default: those of the problem string, 1 for networks.")
  private List<Long> batches = List.of();

  @Option(
      names = "--threads",
      paramLabel = "T",
      split = ",",
      description = "Threads that one call may use. Default: ${DEFAULT-VALUE}.")
  private List<Integer> threads = List.of(Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Element type: f32 or f64. Default: ${DEFAULT-VALUE}.")
  private String dtype = DataType.FLOAT32.id();

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Backends to run, separated by commas; the first is what the others are compared with."
            + " gemm:im2col and the like hold it to one algorithm."
            + " all is every one that there is, peers included if they have been built."
            + " Default: ${DEFAULT-VALUE}."
      })
  private List<String> backends = List.of("gemm");

  /** The options, with what {@code throughput} does without them. */
  WorkOptions() {}

  /** The options, with what {@code report} does without them: all that is of interest. */
  static WorkOptions ofReport() {
    WorkOptions options = new WorkOptions();
    options.passes =
        Stream.of(Workload.FORWARD, Workload.BACKWARD_DATA, Workload.BACKWARD_WEIGHTS)
            .map(Workload::id)
            .toList();
    options.batches = List.of(1L, 8L);
    options.threads = Stream.concat(Stream.of(1), options.threads.stream()).distinct().toList();
    options.backends = List.of(Backends.ALL);
    return options;
  }

  /** Where the layers come from. */
  private static final class Layers {
    @Option(
        names = "--net",
        paramLabel = "NET",
        split = ",",
        description = "Layers of a network: ${COMPLETION-CANDIDATES}. Default: resnet50.")
    private List<BuiltInNetwork> nets = List.of(BuiltInNetwork.RESNET50);

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

    private List<Network> load() throws IOException {
      if (problem != null) {
        Layer layer = new Layer(PROBLEM, 1, ConvolutionProblem.parse(problem));
        return List.of(new Network(PROBLEM, List.of(layer)));
      }
      return file == null
          ? nets.stream().distinct().map(BuiltInNetwork::load).toList()
          : List.of(LayerCsv.read(file));
    }
  }

  /**
   * What the options ask for.
   *
   * @param known the backends that there are
   * @throws UsageException if an option's value cannot be used
   */
  Work work(Backends known) {
    try {
      DataType<?> type = DataType.named(dtype);
      List<Setting> settings = new ArrayList<>();
      for (Network network : networks()) {
        for (int count : threads) {
          PlanOptions.defaults().withThreads(count);
          for (Workload workload : workloads()) {
            settings.add(new Setting(network, workload, type, count));
          }
        }
      }
      return new Work(settings, known.resolve(backends));
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new UsageException("layers=" + layers.file + ": cannot be read: " + e, e);
    }
  }

  /** Whether all backends are asked for. */
  boolean allBackends() {
    return backends.contains(Backends.ALL);
  }

  /** Each network with each batch. */
  private List<Network> networks() throws IOException {
    List<Network> loaded = layers.load();
    return batches.isEmpty()
        ? loaded
        : loaded.stream().flatMap(net -> batches.stream().map(net::withBatch)).toList();
  }

  private List<Workload> workloads() {
    return passes.contains(ALL)
        ? List.of(Workload.values())
        : passes.stream().distinct().map(Workload::named).toList();
  }
}

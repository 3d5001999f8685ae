package io.colonnade.bench;

import io.colonnade.bench.Work.Setting;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.layers.Network;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.Cost;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * What a report measures. Beside peers, what was asked for is measured on native tensors; the
 * forward pass also with prepared filters, which the gradients of a training have no use for. On
 * Java arrays go whole programs, inference and training, or everything where there are neither, or
 * no peers. A few heavy layers of the first network go through more batches and threads.
 *
 * @param parts one after the other
 */
record ReportPlan(List<Part> parts) {
  /**
   * Backends on Java arrays only: native tensors are no other case for two, and ND4J, which takes
   * several times as long as the rest, would take a quarter of an hour more.
   */
  private static final Set<String> ON_ARRAYS_ONLY = Set.of("netlib-plain", "reference", "nd4j");

  private static final Set<Workload> PROGRAMS = Set.of(Workload.FORWARD, Workload.TRAINING);
  private static final List<Long> BATCHES = List.of(1L, 2L, 4L, 8L, 16L, 32L);
  private static final int SCALED_LAYERS = 4;
  private static final double NANOS_A_MINUTE = 60e9;

  /**
   * Work that is counted in one way.
   *
   * @param work what the rows are to be of
   * @param mode where the tensors lie
   * @param filters when filters are prepared
   */
  record Part(Work work, Mode mode, Filters filters) {

    /** The work that is measured: every shape once. */
    Work measured() {
      return new SharedWork(work).distinct();
    }
  }

  /** A plan for {@code asked}, on a machine of {@code cores}. */
  static ReportPlan of(Work asked, int cores) {
    List<Part> parts = new ArrayList<>();
    List<Setting> arrays = new ArrayList<>(programs(asked));
    arrays.addAll(scaling(asked.settings(), cores));
    parts.add(new Part(new Work(arrays, asked.backends()), Mode.ARRAYS, Filters.EACH_CALL));
    List<String> others =
        asked.backends().stream().filter(name -> !ON_ARRAYS_ONLY.contains(name)).toList();
    if (others.size() > 1) {
      parts.add(new Part(new Work(asked.settings(), others), Mode.NATIVE, Filters.EACH_CALL));
      List<Setting> forward =
          asked.settings().stream()
              .filter(setting -> setting.workload() == Workload.FORWARD)
              .toList();
      if (!forward.isEmpty()) {
        parts.add(new Part(new Work(forward, others), Mode.NATIVE, Filters.PREPARED));
      }
    }
    return new ReportPlan(parts);
  }

  /** What is measured on Java arrays. */
  private static List<Setting> programs(Work asked) {
    List<Setting> programs =
        asked.settings().stream().filter(setting -> PROGRAMS.contains(setting.workload())).toList();
    return asked.backends().size() == 1 || programs.isEmpty() ? asked.settings() : programs;
  }

  /** The forward pass of some layers by batch, on all threads asked for, and by threads. */
  private static List<Setting> scaling(List<Setting> asked, int cores) {
    Setting first = asked.get(0);
    if (first.workload() != Workload.FORWARD) {
      return List.of();
    }
    Network sample = sample(first.network());
    int most = asked.stream().mapToInt(Setting::threads).max().orElseThrow();
    List<Setting> settings = new ArrayList<>();
    for (long batch : BATCHES) {
      settings.add(new Setting(sample.withBatch(batch), Workload.FORWARD, first.type(), most));
    }
    Set<Integer> threads = new LinkedHashSet<>();
    for (int count = 1; count < cores; count *= 2) {
      threads.add(count);
    }
    threads.add(cores);
    threads.remove(most);
    for (int count : threads) {
      settings.add(new Setting(sample.withBatch(1), Workload.FORWARD, first.type(), count));
    }
    return settings;
  }

  private static Network sample(Network network) {
    List<Layer> heaviest = new ArrayList<>(network.layers());
    heaviest.sort(
        Collections.reverseOrder(
            Comparator.comparingDouble(
                layer -> (double) layer.repeat() * layer.problem().flops())));
    List<Layer> kept = heaviest.subList(0, Math.min(SCALED_LAYERS, heaviest.size()));
    List<Layer> inOrder = network.layers().stream().filter(kept::contains).toList();
    return new Network("%s, %d layers".formatted(network.name(), inOrder.size()), inOrder);
  }

  /** Measurements of a layer under one condition. */
  int size() {
    return parts.stream().mapToInt(part -> Measurement.layers(part.measured())).sum();
  }

  /** What each of them is expected to cost at least, in nanoseconds, in their order. */
  double[] costs() {
    return parts.stream().flatMapToDouble(part -> costs(part.measured())).toArray();
  }

  /** What all of them are expected to take at least. */
  double leastMinutes() {
    return DoubleStream.of(costs()).sum() / NANOS_A_MINUTE;
  }

  private static DoubleStream costs(Work work) {
    return work.settings().stream()
        .flatMapToDouble(
            setting ->
                setting.network().layers().stream()
                    .mapToDouble(
                        layer ->
                            Cost.nanos(
                                layer.problem(),
                                setting.workload(),
                                setting.threads(),
                                Measurement.contenders(work))));
  }
}

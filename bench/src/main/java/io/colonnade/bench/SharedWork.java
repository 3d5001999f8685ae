package io.colonnade.bench;

import io.colonnade.DataType;
import io.colonnade.bench.Work.Setting;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.layers.Network;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.throughput.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Work whose networks have layers in common: each is measured once, and counts for all. */
final class SharedWork {
  private static final String TOGETHER = "all networks";

  private final Work work;

  /** What settings must have in common for their layers to be measured together. */
  private record Kind(Workload workload, DataType<?> type, int threads, long batch) {

    static Kind of(Setting setting) {
      return new Kind(
          setting.workload(),
          setting.type(),
          setting.threads(),
          setting.network().layers().get(0).problem().batch());
    }

    static Kind of(Conditions conditions) {
      return new Kind(
          conditions.pass(),
          DataType.named(conditions.dtype()),
          conditions.threads(),
          conditions.batch());
    }
  }

  private record Shape(Kind kind, String problem) {}

  SharedWork(Work work) {
    this.work = work;
  }

  /** The work with every shape once. */
  Work distinct() {
    Map<Kind, Map<String, Layer>> shapes = new LinkedHashMap<>();
    for (Setting setting : work.settings()) {
      Kind kind = Kind.of(setting);
      Map<String, Layer> layers = shapes.computeIfAbsent(kind, key -> new LinkedHashMap<>());
      for (Layer layer : setting.network().layers()) {
        String name = setting.network().name() + " " + layer.name();
        layers.putIfAbsent(layer.problem().toString(), new Layer(name, 1, layer.problem()));
      }
    }
    List<Setting> settings = new ArrayList<>();
    shapes.forEach(
        (kind, layers) ->
            settings.add(
                new Setting(
                    new Network(TOGETHER, List.copyOf(layers.values())),
                    kind.workload,
                    kind.type,
                    kind.threads)));
    return new Work(settings, work.backends());
  }

  /** Rows of the {@link #distinct} work as rows of the networks, in their order. */
  List<Result> spread(List<Result> measured) {
    Map<Shape, List<Result>> rows = new LinkedHashMap<>();
    for (Result row : measured) {
      rows.computeIfAbsent(
              new Shape(Kind.of(row.conditions()), row.problem()), key -> new ArrayList<>())
          .add(row);
    }
    List<Result> spread = new ArrayList<>();
    for (Setting setting : work.settings()) {
      for (Layer layer : setting.network().layers()) {
        Shape shape = new Shape(Kind.of(setting), layer.problem().toString());
        rows.getOrDefault(shape, List.of())
            .forEach(row -> spread.add(as(row, setting.network().name(), layer)));
      }
    }
    return spread;
  }

  private static Result as(Result row, String net, Layer layer) {
    Conditions measured = row.conditions();
    return new Result(
        new Conditions(
            net,
            measured.pass(),
            measured.dtype(),
            measured.batch(),
            measured.threads(),
            measured.mode(),
            measured.filters()),
        layer.name(),
        row.problem(),
        layer.repeat(),
        row.flops(),
        row.backend(),
        row.status(),
        row.message(),
        row.algorithm(),
        row.figures());
  }
}

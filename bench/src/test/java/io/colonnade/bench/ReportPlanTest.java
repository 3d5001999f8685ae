package io.colonnade.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.colonnade.DataType;
import io.colonnade.bench.ReportPlan.Part;
import io.colonnade.bench.Work.Setting;
import io.colonnade.bench.layers.BuiltInNetwork;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.layers.Network;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.report.Conditions;
import io.colonnade.bench.report.Figures;
import io.colonnade.bench.report.Result;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.bench.throughput.Status;
import io.colonnade.bench.throughput.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportPlanTest {
  private static final List<BuiltInNetwork> NETWORKS =
      List.of(
          BuiltInNetwork.RESNET50,
          BuiltInNetwork.VGG19,
          BuiltInNetwork.MOBILENET_V1,
          BuiltInNetwork.DEEPBENCH);

  private static final List<String> BACKENDS =
      List.of("gemm", "onednn", "onednn-any", "pytorch", "onnxruntime", "nd4j", "netlib-plain");

  private static Work work(List<BuiltInNetwork> nets, List<String> backends, Workload... passes) {
    List<Setting> settings = new ArrayList<>();
    for (BuiltInNetwork net : nets) {
      for (long batch : new long[] {1, 8}) {
        for (int threads : new int[] {1, 2}) {
          for (Workload pass : passes) {
            settings.add(new Setting(net.load().withBatch(batch), pass, DataType.FLOAT32, threads));
          }
        }
      }
    }
    return new Work(settings, backends);
  }

  private static Result row(Layer layer, double seconds) {
    return new Result(
        new Conditions("all", Workload.FORWARD, "f32", 1, 1, Mode.ARRAYS, Filters.EACH_CALL),
        "some layer",
        layer.problem().toString(),
        1,
        layer.problem().flops(),
        "gemm",
        Status.MEASURED,
        null,
        null,
        new Figures(seconds, null, null, null, null, null, null, null, null, null));
  }

  private static List<String> counting(ReportPlan plan) {
    return plan.parts().stream().map(part -> part.mode() + ", " + part.filters()).toList();
  }

  @Test
  void theFourNetworksFitAnHour() {
    Work asked =
        work(
            NETWORKS,
            BACKENDS,
            Workload.FORWARD,
            Workload.BACKWARD_DATA,
            Workload.BACKWARD_WEIGHTS);
    ReportPlan plan = ReportPlan.of(asked, 2);
    assertTrue(plan.leastMinutes() < 50, "minutes=" + plan.leastMinutes());
    assertEquals(plan.size(), plan.costs().length);
    assertEquals(plan.leastMinutes(), DoubleStream.of(plan.costs()).sum() / 60e9, 1e-9);
  }

  @Test
  void longLayersAreExpectedToTakeLonger() {
    Part part = ReportPlan.of(work(NETWORKS, BACKENDS, Workload.FORWARD), 2).parts().get(1);
    double[] costs = new ReportPlan(List.of(part)).costs();
    List<Layer> layers = new ArrayList<>();
    part.measured().settings().forEach(setting -> layers.addAll(setting.network().layers()));
    int heaviest = 0;
    int lightest = 0;
    for (int i = 0; i < costs.length; i++) {
      long flops = layers.get(i).problem().flops();
      heaviest = flops > layers.get(heaviest).problem().flops() ? i : heaviest;
      lightest = flops < layers.get(lightest).problem().flops() ? i : lightest;
    }
    assertEquals(DoubleStream.of(costs).max().orElseThrow(), costs[heaviest], 1e-9);
    assertTrue(costs[lightest] < 1.1 * DoubleStream.of(costs).min().orElseThrow());
    assertTrue(costs[heaviest] > 10 * costs[lightest], costs[heaviest] + " " + costs[lightest]);
  }

  @Test
  void gradientsGoOnArraysOnlyByThemselves() {
    ReportPlan both =
        ReportPlan.of(work(NETWORKS, BACKENDS, Workload.FORWARD, Workload.BACKWARD_DATA), 2);
    assertEquals(Set.of(Workload.FORWARD), workloads(both.parts().get(0)));
    assertEquals(Set.of(Workload.FORWARD, Workload.BACKWARD_DATA), workloads(both.parts().get(1)));
    ReportPlan alone = ReportPlan.of(work(NETWORKS, BACKENDS, Workload.BACKWARD_DATA), 2);
    assertEquals(Set.of(Workload.BACKWARD_DATA), workloads(alone.parts().get(0)));
  }

  private static Set<Workload> workloads(Part part) {
    return part.work().settings().stream().map(Setting::workload).collect(Collectors.toSet());
  }

  @Test
  void someBackendsGoOnArraysOnly() {
    ReportPlan plan = ReportPlan.of(work(NETWORKS, BACKENDS, Workload.FORWARD), 2);
    assertTrue(plan.parts().get(0).work().backends().contains("netlib-plain"));
    assertEquals(
        List.of("gemm", "onednn", "onednn-any", "pytorch", "onnxruntime"),
        plan.parts().get(1).work().backends());
  }

  @Test
  void onlyTheForwardPassIsMeasuredWithPreparedFilters() {
    ReportPlan plan =
        ReportPlan.of(work(NETWORKS, BACKENDS, Workload.FORWARD, Workload.BACKWARD_DATA), 2);
    assertEquals(
        List.of("arrays, each-call", "native, each-call", "native, prepared"), counting(plan));
    assertTrue(
        plan.parts().get(2).work().settings().stream()
            .allMatch(setting -> setting.workload() == Workload.FORWARD));
    assertEquals(
        List.of("arrays, each-call", "native, each-call"),
        counting(ReportPlan.of(work(NETWORKS, BACKENDS, Workload.BACKWARD_DATA), 2)));
  }

  @Test
  void withoutPeersNativeTensorsAreNoOthers() {
    assertEquals(
        List.of("arrays, each-call"),
        counting(ReportPlan.of(work(NETWORKS, List.of("gemm"), Workload.FORWARD), 2)));
  }

  @Test
  void theHeaviestLayersOfTheFirstNetworkGoThroughBatchesAndThreads() {
    Part arrays = ReportPlan.of(work(NETWORKS, BACKENDS, Workload.FORWARD), 8).parts().get(0);
    List<Setting> scaling =
        arrays.work().settings().stream()
            .filter(setting -> setting.network().name().equals("resnet50, 4 layers"))
            .toList();
    List<String> counts =
        scaling.stream()
            .map(
                setting ->
                    setting.network().layers().get(0).problem().batch() + "x" + setting.threads())
            .toList();
    assertEquals(List.of("1x2", "2x2", "4x2", "8x2", "16x2", "32x2", "1x1", "1x4", "1x8"), counts);
    assertEquals(4, scaling.get(0).network().layers().size());
  }

  @Test
  void equalShapesAreMeasuredOnce() {
    Work asked = work(NETWORKS, BACKENDS, Workload.FORWARD);
    Work distinct = new SharedWork(asked).distinct();
    assertEquals(4, distinct.settings().size());
    Set<String> shapes = new HashSet<>();
    for (BuiltInNetwork net : NETWORKS) {
      net.load().layers().forEach(layer -> shapes.add(layer.problem().toString()));
    }
    for (Setting setting : distinct.settings()) {
      List<Layer> layers = setting.network().layers();
      assertEquals(shapes.size(), layers.size());
      assertEquals(
          layers.size(),
          layers.stream().map(layer -> layer.problem().toString()).distinct().count());
    }
    int listed = NETWORKS.stream().mapToInt(net -> net.load().layers().size()).sum();
    assertTrue(shapes.size() < listed, shapes.size() + " of " + listed);
  }

  @Test
  void rowsGoBackToTheNetworksThatShareThem() {
    Layer once = BuiltInNetwork.VGG19.load().layers().get(0);
    Layer again = new Layer("again", 5, once.problem());
    Layer other = BuiltInNetwork.VGG19.load().layers().get(1);
    Work asked =
        new Work(
            Stream.of(new Network("a", List.of(once, other)), new Network("b", List.of(again)))
                .map(net -> new Setting(net, Workload.FORWARD, DataType.FLOAT32, 1))
                .toList(),
            List.of("gemm"));
    SharedWork shared = new SharedWork(asked);
    assertEquals(
        List.of("a conv1_1", "a conv1_2"),
        shared.distinct().settings().get(0).network().layers().stream().map(Layer::name).toList());
    var rows = shared.spread(List.of(row(once, 1.0), row(other, 2.0)));
    assertEquals(
        List.of("a conv1_1 1 1.0", "a conv1_2 1 2.0", "b again 5 1.0"),
        rows.stream()
            .map(
                row ->
                    "%s %s %d %s"
                        .formatted(
                            row.conditions().net(),
                            row.layer(),
                            row.repeat(),
                            row.figures().seconds()))
            .toList());
  }
}

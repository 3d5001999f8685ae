package io.colonnade.bench;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.PlanOptions;
import io.colonnade.bench.Work.Setting;
import io.colonnade.bench.child.Backends;
import io.colonnade.bench.layers.Layer;
import io.colonnade.bench.throughput.ForcedBackend;
import io.colonnade.bench.throughput.Workload;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints, layer by layer, which algorithm a backend chooses, why, and with how much workspace. */
@Command(
    name = "explain",
    description = "Which algorithm runs each layer, why, and with how much workspace.")
final class ExplainCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private WorkOptions options = new WorkOptions();

  @Override
  public void run() {
    Work work = options.work(Backends.withoutPeers());
    PrintWriter out = spec.commandLine().getOut();
    for (Setting setting : work.settings()) {
      for (Layer layer : setting.network().layers()) {
        out.printf("%s %s%n", layer.name(), layer.problem());
        for (String backend : work.backends()) {
          explain(setting, layer, ForcedBackend.named(backend), out);
        }
      }
    }
  }

  private static void explain(
      Setting setting, Layer layer, ConvolutionBackend backend, PrintWriter out) {
    Workload workload = setting.workload();
    if (!workload.supportedBy(backend, layer.problem(), setting.type())) {
      out.printf("  %s: %s unsupported%n", backend.name(), workload);
      return;
    }
    ConvolutionPlan<?> plan =
        backend.plan(
            layer.problem(), setting.type(), PlanOptions.defaults().withThreads(setting.threads()));
    workload
        .passes()
        .forEach(
            pass ->
                out.printf(
                    "  %s: %s%n",
                    backend.name(), plan.explain(pass).toString().replace("\n", "\n  ")));
  }
}

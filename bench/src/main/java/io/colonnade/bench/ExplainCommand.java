package io.colonnade.bench;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.bench.layers.Layer;
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
    explain(options.work());
  }

  private <A> void explain(Work<A> work) {
    PrintWriter out = spec.commandLine().getOut();
    for (Layer layer : work.network().layers()) {
      out.printf("%s %s%n", layer.name(), layer.problem());
      for (ConvolutionBackend backend : work.backends()) {
        explain(work, layer, backend, out);
      }
    }
  }

  private static <A> void explain(
      Work<A> work, Layer layer, ConvolutionBackend backend, PrintWriter out) {
    if (!work.workload().supportedBy(backend, layer.problem(), work.type())) {
      out.printf("  %s: %s unsupported%n", backend.name(), work.workload());
      return;
    }
    ConvolutionPlan<A> plan = backend.plan(layer.problem(), work.type(), work.options());
    work.workload()
        .passes()
        .forEach(
            pass ->
                out.printf(
                    "  %s: %s%n",
                    backend.name(), plan.explain(pass).toString().replace("\n", "\n  ")));
  }
}

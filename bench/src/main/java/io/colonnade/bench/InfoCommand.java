package io.colonnade.bench;

import io.colonnade.blas.Blas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints which BLAS runs, how it came to be, and how fast it is. */
@Command(name = "info", description = "Which BLAS runs, how it came to be, and how fast it is.")
final class InfoCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().getOut().println(Blas.getDefault().report().toString().stripTrailing());
  }
}

package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import io.colonnade.geometry.ConvolutionProblem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The command line tool: {@code conformance} and {@code fuzz}. */
@Command(
    name = "colonnade-check",
    description = "Checks a convolution backend against recorded cases, or against the reference.",
    subcommands = {ConformanceCommand.class, FuzzCommand.class})
public final class Main {
  private Main() {}

  /**
   * Runs a command and exits with its status: 0 if all is well, 1 if the backend is at fault or
   * nothing was checked, 2 on bad usage.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The commands, printing to standard output and error. */
  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    commandLine
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Print this help.")
                .build());
    return commandLine
        .registerConverter(ConvolutionBackend.class, new BackendConverter())
        .registerConverter(ConvolutionProblem.class, new ProblemConverter());
  }
}

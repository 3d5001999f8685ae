package io.colonnade.bench;

import io.colonnade.bench.layers.BuiltInNetwork;
import io.colonnade.bench.peers.Filters;
import io.colonnade.bench.throughput.Mode;
import io.colonnade.blas.BlasUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line. Exit status: 0 for success, 2 for wrong usage, 1 for a failure; either tells
 * its cause in one line on the error stream.
 */
@Command(
    name = "colonnade",
    description = "Throughput of convolution backends, layer by layer.",
    subcommands = {
      ThroughputCommand.class,
      ReportCommand.class,
      ExplainCommand.class,
      InfoCommand.class
    })
public final class Main {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli asks for it
  private boolean help;

  private Main() {}

  /** Runs the command that {@code args} name and ends the process with its exit status. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .registerConverter(
            BuiltInNetwork.class, oneOf(List.of(BuiltInNetwork.values()), BuiltInNetwork::id))
        .registerConverter(Mode.class, oneOf(List.of(Mode.values()), Mode::id))
        .registerConverter(Filters.class, oneOf(List.of(Filters.values()), Filters::id))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Main::wrongUsage)
        .setExecutionExceptionHandler(Main::failure);
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    return wrongUsage(e.getCommandLine(), e);
  }

  private static int wrongUsage(CommandLine command, Exception e) {
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().printf("%s: %s (see %s --help)%n", name, e.getMessage(), name);
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** What the user or the machine brought about is told; anything else is a defect, and thrown. */
  private static int failure(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    if (e instanceof UsageException) {
      return wrongUsage(command, e);
    }
    boolean expected =
        e instanceof IllegalArgumentException
            || e instanceof IllegalStateException
            || e instanceof BlasUnavailableException
            || e instanceof IOException;
    if (!expected) {
      throw e;
    }
    command.getErr().printf("%s: %s%n", command.getCommandSpec().qualifiedName(), e.getMessage());
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static <T> ITypeConverter<T> oneOf(List<T> values, Function<T, String> id) {
    return text ->
        values.stream()
            .filter(value -> id.apply(value).equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    new TypeConversionException(
                        "'%s' must be one of %s"
                            .formatted(text, values.stream().map(id).toList())));
  }
}

package io.colonnade.check;

import io.colonnade.ConvolutionBackend;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * One run of the command line.
 *
 * @param status the exit status
 * @param out the lines of standard output
 * @param err standard error
 */
record Run(int status, List<String> out, String err) {

  static Run of(String... args) {
    return of(Main.commandLine(), args);
  }

  /** A run in which every name of a backend stands for {@code backend}. */
  static Run of(ConvolutionBackend backend, String... args) {
    CommandLine commandLine = Main.commandLine();
    return of(commandLine.registerConverter(ConvolutionBackend.class, name -> backend), args);
  }

  private static Run of(CommandLine commandLine, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = commandLine.execute(args);
    return new Run(status, out.toString().lines().toList(), err.toString());
  }

  /** The last line of standard output, or a blank where there is none. */
  String lastLine() {
    return out.isEmpty() ? "" : out.get(out.size() - 1);
  }
}

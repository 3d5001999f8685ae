package io.colonnade.bench.child;

import io.colonnade.bench.child.Message.Question;
import io.colonnade.bench.throughput.ForcedBackend;
import io.colonnade.bench.throughput.LocalRunner;
import io.colonnade.bench.throughput.Runner;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceConfigurationError;

/**
 * The main class of a child: runs the backend that its argument names, as the standard input says,
 * until that ends.
 */
public final class ChildMain {
  private static final long MIB = 1 << 20;

  private ChildMain() {}

  /** Serves the standard input; what Java code prints goes to the error stream. */
  public static void main(String[] args) throws IOException {
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    BufferedReader questions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    serve(args[0], questions, answers);
    System.exit(0); // whatever threads a library has left behind
  }

  private static void serve(String backend, BufferedReader questions, PrintStream answers)
      throws IOException {
    Runner runner;
    try {
      runner = new LocalRunner(ForcedBackend.named(backend));
    } catch (Exception | Error e) {
      answers.println(Lines.print(failure(e)));
      return;
    }
    answers.println(Lines.print(new Message.Hello()));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      Message answer = answer(runner, line);
      Rest.await();
      answers.println(Lines.print(answer));
    }
  }

  /** Whatever goes wrong in a backend is an answer. */
  private static Message answer(Runner runner, String line) {
    try {
      return Lines.parse(line) instanceof Question question
          ? question.answer(runner)
          : new Message.Failed("line='%s': is no question".formatted(line));
    } catch (Exception | Error e) {
      return failure(e);
    }
  }

  /** The message of {@code error}, whose stack trace goes to the error stream. */
  private static Message.Failed failure(Throwable error) {
    error.printStackTrace();
    if (error instanceof OutOfMemoryError) {
      return new Message.Failed(
          "does not fit the heap of %d MiB; java -Xmx raises it (%s)"
              .formatted(Runtime.getRuntime().maxMemory() / MIB, error.getMessage()));
    }
    boolean wrapper =
        error instanceof ExceptionInInitializerError || error instanceof ServiceConfigurationError;
    Throwable cause = wrapper && error.getCause() != null ? error.getCause() : error;
    boolean told =
        cause instanceof IllegalArgumentException || cause instanceof IllegalStateException;
    String message = cause.getMessage();
    return new Message.Failed(told && message != null ? message : cause.toString());
  }
}

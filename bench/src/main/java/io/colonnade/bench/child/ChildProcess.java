package io.colonnade.bench.child;

import io.colonnade.bench.throughput.RunnerException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A running child: lines to it, messages from it, and a log of what else it writes. */
final class ChildProcess {
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Process process;
  private final BufferedWriter questions;
  private final BlockingQueue<Message> answers = new LinkedBlockingQueue<>();
  private final Log log = new Log();
  private final List<Thread> readers;
  private boolean answering = true;

  /** Stands in the queue where the child's output ends. */
  private record End() implements Message {}

  private ChildProcess(Process process) {
    this.process = process;
    this.questions =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.readers =
        List.of(
            reader(process.getInputStream(), this::receive, () -> answers.add(new End())),
            reader(process.getErrorStream(), log::add, () -> {}));
    readers.forEach(Thread::start);
  }

  /**
   * Starts {@code command}.
   *
   * @throws RunnerException if there is no such program
   */
  static ChildProcess start(List<String> command) {
    try {
      return new ChildProcess(new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new RunnerException("cannot be started: " + e.getMessage(), List.of());
    }
  }

  private static Thread reader(InputStream stream, Consumer<String> line, Runnable end) {
    Thread thread =
        new Thread(
            () -> {
              try (var lines =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(line);
              } catch (IOException | UncheckedIOException e) {
                line.accept("the output of the process cannot be read: " + e);
              } finally {
                end.run();
              }
            },
            "colonnade-child-output");
    thread.setDaemon(true);
    return thread;
  }

  private void receive(String line) {
    Message message = Lines.parse(line);
    if (message == null) {
      log.add(line);
    } else {
      answers.add(message);
    }
  }

  /** Whether the process still answers questions. */
  boolean answers() {
    return answering;
  }

  /**
   * Sends {@code question}.
   *
   * @throws RunnerException if the process is dead
   */
  void send(Message question) {
    log.clear();
    try {
      questions.write(Lines.print(question));
      questions.newLine();
      questions.flush();
    } catch (IOException e) {
      throw dead();
    }
  }

  /**
   * The next answer, which must be a {@code type}.
   *
   * @throws RunnerException if it is another one, or none
   */
  <T extends Message> T expect(Class<T> type, Duration patience) {
    Message answer = poll(patience);
    if (answer == null) {
      answering = false;
      throw failure("did not answer within " + patience.toSeconds() + " s");
    }
    if (answer instanceof End) {
      throw dead();
    }
    if (answer instanceof Message.Failed failed) {
      throw failure(failed.message());
    }
    if (!type.isInstance(answer)) {
      answering = false;
      throw failure("answered " + answer);
    }
    return type.cast(answer);
  }

  private @Nullable Message poll(Duration patience) {
    try {
      return answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was interrupted");
    }
  }

  private RunnerException dead() {
    answering = false;
    end();
    return failure("its process ended with status " + process.exitValue());
  }

  private RunnerException failure(String message) {
    return new RunnerException(message, log.lines());
  }

  /** Closes the child's input, upon which it ends, and waits for that; not for ever. */
  void end() {
    try {
      questions.close();
    } catch (IOException e) {
      log.add("the input of the process cannot be closed: " + e);
    }
    await(FAREWELL);
    kill();
  }

  /** Ends the process at once. */
  void kill() {
    process.destroyForcibly();
    await(FAREWELL);
  }

  private void await(Duration patience) {
    try {
      process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      for (Thread reader : readers) {
        reader.join(patience.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.colonnade.bench.child;

import io.colonnade.bench.child.Message.Question;
import io.colonnade.bench.throughput.Job;
import io.colonnade.bench.throughput.Preparation;
import io.colonnade.bench.throughput.Runner;
import io.colonnade.bench.throughput.RunnerException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend in a process of its own. The process is started with the first job. One that dies or
 * does not answer in time fails that job, and another is started for the next; one that does not
 * even start fails all jobs with the same message.
 */
final class Child implements Runner {
  private final String backend;
  private final List<String> command;
  private final Duration patience;
  private @Nullable ChildProcess process;
  private @Nullable RunnerException cannotStart;

  /**
   * A child that has not been started.
   *
   * @param backend the backend's name
   * @param command the command line that starts {@link ChildMain} for it
   * @param patience how long to wait for an answer
   */
  Child(String backend, List<String> command, Duration patience) {
    this.backend = backend;
    this.command = List.copyOf(command);
    this.patience = patience;
  }

  @Override
  public String backend() {
    return backend;
  }

  @Override
  public Preparation prepare(Job job) {
    if (process == null) {
      process = start();
    }
    return ask(new Message.Prepare(job), Message.Prepared.class).preparation();
  }

  private ChildProcess start() {
    if (cannotStart != null) {
      throw cannotStart;
    }
    ChildProcess started = ChildProcess.start(command);
    try {
      started.expect(Message.Hello.class, patience);
      return started;
    } catch (RunnerException e) {
      started.kill();
      cannotStart = new RunnerException("cannot be started: " + e.getMessage(), e.log());
      throw cannotStart;
    }
  }

  @Override
  public long nanos(int calls) {
    return ask(new Message.Run(calls), Message.Ran.class).nanos();
  }

  @Override
  public long release() {
    return ask(new Message.Release(), Message.Released.class).peakResidentBytes();
  }

  private <T extends Message> T ask(Question question, Class<T> answer) {
    if (process == null) {
      throw new IllegalStateException("backend=" + backend + ": has nothing prepared");
    }
    try {
      process.send(question);
      return process.expect(answer, patience);
    } catch (RunnerException e) {
      if (!process.answers()) {
        process.kill();
        process = null;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.end();
      process = null;
    }
  }
}

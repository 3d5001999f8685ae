package io.colonnade.bench;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import io.colonnade.reference.ReferenceBackend;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** The reference, but where the batch is 2 something happens. */
public abstract class FaultyBackend implements ConvolutionBackend {
  private final ConvolutionBackend reference = new ReferenceBackend();
  private final String name;

  FaultyBackend(String name) {
    this.name = name;
  }

  abstract void happen();

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type) {
    return true;
  }

  @Override
  public <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    if (problem.batch() == 2) {
      happen();
    }
    return reference.plan(problem, type, options);
  }

  /** Throws, after some words. */
  public static final class Throwing extends FaultyBackend {
    /** For the service loader. */
    public Throwing() {
      super("throwing");
    }

    @Override
    void happen() {
      System.err.println("last words");
      throw new UnsatisfiedLinkError("no such library\nand more");
    }
  }

  /** Ends its process. */
  public static final class Exiting extends FaultyBackend {
    /** For the service loader. */
    public Exiting() {
      super("exiting");
    }

    @Override
    void happen() {
      System.err.println("last words");
      Runtime.getRuntime().halt(7);
    }
  }

  /** Never comes back. */
  public static final class Hanging extends FaultyBackend {
    /** For the service loader. */
    public Hanging() {
      super("hanging");
    }

    @Override
    void happen() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Writes to the standard output, behind Java's back, and lines without an end. */
  public static final class Talking extends FaultyBackend {
    /** For the service loader. */
    public Talking() {
      super("talking");
    }

    @Override
    void happen() {
      System.out.println("by Java");
      try {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write("a line\nand half a line".getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

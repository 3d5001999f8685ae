package io.colonnade.bench.peers;

import io.colonnade.ConvolutionBackend;
import io.colonnade.ConvolutionPlan;
import io.colonnade.DataType;
import io.colonnade.Pass;
import io.colonnade.PlanOptions;
import io.colonnade.geometry.ConvolutionProblem;
import java.util.Arrays;

/**
 * Another library as a backend. Its plans honour the number of threads and nothing else of their
 * options: an algorithm, a workspace limit, an executor or an activation is refused. Calls on one
 * plan take turns.
 */
public abstract class PeerBackend implements ConvolutionBackend {
  private final String name;

  /** For implementations. */
  protected PeerBackend(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  /** Whether {@code pass} can be opened with filters that are prepared. */
  protected abstract boolean prepares(Pass pass);

  /** Whether results are exact where all sums are, as {@link io.colonnade.Explanation} has it. */
  protected abstract boolean exactOnIntegers(Pass pass);

  /** Opens a pass that is supported, with filters that are; the options have been checked. */
  protected abstract <A> NativePass<A> open(
      ConvolutionProblem problem, DataType<A> type, int threads, PassSetting setting);

  /**
   * How a pass is opened.
   *
   * @param pass the pass
   * @param bias whether a forward pass adds a bias
   * @param filters when filters are brought into the library's layout
   */
  public record PassSetting(Pass pass, boolean bias, Filters filters) {}

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if no pass of the problem is supported, a tensor does not fit
   *     a Java array, or an option other than the number of threads is set
   */
  @Override
  public final <A> ConvolutionPlan<A> plan(
      ConvolutionProblem problem, DataType<A> type, PlanOptions options) {
    if (Arrays.stream(Pass.values()).noneMatch(pass -> supports(problem, pass, type))) {
      throw new IllegalArgumentException(
          "problem=%s, dtype=%s: %s supports no pass of it".formatted(problem, type, name));
    }
    PlanOptions honoured = PlanOptions.defaults().withThreads(options.threads());
    if (!options.equals(honoured)) {
      throw new IllegalArgumentException(
          "options=%s: %s honours threads only, the others must be left at their defaults"
              .formatted(options, name));
    }
    return new PeerPlan<>(this, problem, type, options);
  }
}

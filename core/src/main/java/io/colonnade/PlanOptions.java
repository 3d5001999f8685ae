package io.colonnade;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a plan is to run; immutable. Every option has a default, and each {@code with…} method
 * returns a changed copy.
 *
 * @param threads threads that one call may use, the caller's included
 * @param executor where the work of the other threads runs; {@code null} for daemon threads of the
 *     library's own
 * @param workspaceLimit bytes of scratch that each thread may use, prepared filters apart, or 0 for
 *     the backend's default
 * @param algorithm the name of the algorithm to use, or {@value #AUTO} to have it chosen
 * @param activation what a forward pass does to each result
 * @param accuracy which algorithms may be used, by how they round
 * @param preparedFilters whether calls will bring {@linkplain ConvolutionPlan#prepare prepared
 *     filters}; others work as well, but what is chosen suits these
 * @param choices what has been measured before, and where what is measured is kept; {@code null}
 *     for nowhere
 */
public record PlanOptions(
    int threads,
    @Nullable Executor executor,
    long workspaceLimit,
    String algorithm,
    Activation activation,
    Accuracy accuracy,
    boolean preparedFilters,
    @Nullable Choices choices) {

  /**
   * The algorithm name that leaves the choice to the backend: by a model of what each costs, so
   * that the same problem is run in the same way, to the bit, every time.
   */
  public static final String AUTO = "auto";

  /**
   * The algorithm name that has the algorithms raced against each other when a plan is made, on
   * tensors that are allocated for the purpose; takes some tenths of a second a pass, or some tens
   * of calls. Another run may choose otherwise, and then differ in the last bits; {@link
   * #withChoices} makes the outcome last.
   */
  public static final String MEASURE = "measure";

  private static final PlanOptions DEFAULTS =
      new PlanOptions(1, null, 0, AUTO, Activation.NONE, Accuracy.FAST, false, null);

  /** Checks the values. */
  public PlanOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads=" + threads + ": must be at least 1");
    }
    if (workspaceLimit < 0) {
      throw new IllegalArgumentException(
          "workspaceLimit=" + workspaceLimit + ": must not be negative");
    }
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(accuracy, "accuracy");
  }

  /**
   * One thread, the backend's own workspace limit, algorithm {@value #AUTO}, accuracy {@link
   * Accuracy#FAST}.
   */
  public static PlanOptions defaults() {
    return DEFAULTS;
  }

  /** One call may use {@code threads} threads, the caller's included. */
  public PlanOptions withThreads(int threads) {
    return new PlanOptions(
        threads,
        executor,
        workspaceLimit,
        algorithm,
        activation,
        accuracy,
        preparedFilters,
        choices);
  }

  /**
   * The other threads' work runs on {@code executor}. A call returns even if the executor never
   * runs it: the calling thread takes up what nobody has begun, and what the executor rejects. A
   * thread that it lends to a call takes part until nothing is left to begin.
   */
  public PlanOptions withExecutor(Executor executor) {
    return new PlanOptions(
        threads,
        Objects.requireNonNull(executor, "executor"),
        workspaceLimit,
        algorithm,
        activation,
        accuracy,
        preparedFilters,
        choices);
  }

  /**
   * Each thread uses at most {@code bytes} of scratch, {@linkplain Explanation#preparedBytes
   * prepared filters} and what {@link Explanation#workspaceBytes} leaves out apart; the least need
   * of an algorithm that is forced, or of the last that applies, is granted all the same. 0 means
   * the backend's default.
   */
  public PlanOptions withWorkspaceLimit(long bytes) {
    return new PlanOptions(
        threads, executor, bytes, algorithm, activation, accuracy, preparedFilters, choices);
  }

  /**
   * The algorithm called {@code name} is used for every pass that it applies to; how the others are
   * run is chosen, and {@linkplain ConvolutionPlan#explain explained}. The plan fails, with the
   * reasons, if it applies to none.
   */
  public PlanOptions withAlgorithm(String name) {
    return new PlanOptions(
        threads, executor, workspaceLimit, name, activation, accuracy, preparedFilters, choices);
  }

  /**
   * Forward passes compute {@code activation(conv + bias)}; such a plan cannot accumulate forward.
   */
  public PlanOptions withActivation(Activation activation) {
    return new PlanOptions(
        threads,
        executor,
        workspaceLimit,
        algorithm,
        activation,
        accuracy,
        preparedFilters,
        choices);
  }

  /** Whether an algorithm is named, and not left to be chosen or measured. */
  public boolean forcesAlgorithm() {
    return !algorithm.equals(AUTO) && !algorithm.equals(MEASURE);
  }

  /** Algorithms are limited to those of {@code accuracy}. */
  public PlanOptions withAccuracy(Accuracy accuracy) {
    return new PlanOptions(
        threads,
        executor,
        workspaceLimit,
        algorithm,
        activation,
        accuracy,
        preparedFilters,
        choices);
  }

  /**
   * Calls will bring {@linkplain ConvolutionPlan#prepare prepared filters}, as inference does: the
   * time that preparing takes does not count when an algorithm is chosen.
   */
  public PlanOptions withPreparedFilters() {
    return new PlanOptions(
        threads, executor, workspaceLimit, algorithm, activation, accuracy, true, choices);
  }

  /**
   * Where {@code choices} has an algorithm for a problem, it is used, under {@value #AUTO} and
   * {@value #MEASURE} alike; what is measured is added to them.
   */
  public PlanOptions withChoices(Choices choices) {
    return new PlanOptions(
        threads,
        executor,
        workspaceLimit,
        algorithm,
        activation,
        accuracy,
        preparedFilters,
        Objects.requireNonNull(choices, "choices"));
  }
}

package io.colonnade;

import io.colonnade.geometry.ConvolutionProblem;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Something that computes convolutions: a problem in, a plan out.
 *
 * <p>The benchmark and the correctness contract know this interface only. Implementations are found
 * by {@link ServiceLoader} (see {@link #named}) or constructed directly; they may be used by many
 * threads at once.
 */
public interface ConvolutionBackend {

  /** A short name in lower case, by which command lines and {@link #named} know the backend. */
  String name();

  /**
   * Whether a plan for {@code problem} can run {@code pass} on elements of {@code type}; false
   * where a tensor of the problem does not fit a Java array.
   */
  boolean supports(ConvolutionProblem problem, Pass pass, DataType<?> type);

  /** Whether a plan for {@code problem} can run {@code pass} on every element type. */
  default boolean supports(ConvolutionProblem problem, Pass pass) {
    return DataType.all().stream().allMatch(type -> supports(problem, pass, type));
  }

  /**
   * Prepares {@code problem}: chooses algorithms and sizes the workspace, once.
   *
   * @throws IllegalArgumentException if a tensor of the problem does not fit a Java array, or an
   *     option cannot be honoured
   */
  <A> ConvolutionPlan<A> plan(ConvolutionProblem problem, DataType<A> type, PlanOptions options);

  /**
   * A plan with {@linkplain PlanOptions#defaults() default options}: one thread, algorithm chosen.
   */
  default <A> ConvolutionPlan<A> plan(ConvolutionProblem problem, DataType<A> type) {
    return plan(problem, type, PlanOptions.defaults());
  }

  /**
   * The algorithms that {@link PlanOptions#withAlgorithm} can force on this backend; empty where
   * there is no choice.
   */
  default List<String> algorithms() {
    return List.of();
  }

  /** All backends that {@link ServiceLoader} finds. */
  static List<ConvolutionBackend> all() {
    return ServiceLoader.load(ConvolutionBackend.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The backend called {@code name}: the first of that name that {@link ServiceLoader} meets, in
   * the order of the class path. Those after it are not instantiated.
   *
   * @throws IllegalArgumentException naming the backends that there are, if none has this name
   */
  static ConvolutionBackend named(String name) {
    return ServiceLoader.load(ConvolutionBackend.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(backend -> backend.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "backend=%s: must be one of %s"
                        .formatted(name, all().stream().map(ConvolutionBackend::name).toList())));
  }
}

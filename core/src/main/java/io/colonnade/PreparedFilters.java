package io.colonnade;

/**
 * Filters brought into the form in which one plan's pass reads them: packed or transformed once,
 * used by many calls. Made by {@link ConvolutionPlan#prepare}, for that plan alone.
 *
 * <p>It holds a copy, so that a later change of the filters has no effect on it. Immutable, and may
 * be used by many threads at once.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
public final class PreparedFilters<A> {
  private final ConvolutionPlan<A> plan;
  private final Pass pass;
  private final A array;

  PreparedFilters(ConvolutionPlan<A> plan, Pass pass, A array) {
    this.plan = plan;
    this.pass = pass;
    this.array = array;
  }

  /** The pass that they are for. */
  public Pass pass() {
    return pass;
  }

  /** Their size in bytes. */
  public long bytes() {
    return (long) plan.type().length(array) * plan.type().bytes();
  }

  /** The array, for {@code user} to read. */
  A array(ConvolutionPlan<A> user, Pass wanted) {
    if (plan != user || pass != wanted) {
      throw new IllegalArgumentException(
          "w: prepared for %s of another plan or pass (%s of %s), must be prepared by this plan for %s"
              .formatted(pass, pass, plan.problem(), wanted));
    }
    return array;
  }
}

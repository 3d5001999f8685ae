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
  private final int offset;
  private final int elements;

  /**
   * For implementations of plans.
   *
   * @param array holds the filters from {@code offset} on, and is not written any more
   * @param elements how many are used
   */
  public PreparedFilters(ConvolutionPlan<A> plan, Pass pass, A array, int offset, int elements) {
    this.plan = plan;
    this.pass = pass;
    this.array = array;
    this.offset = offset;
    this.elements = elements;
  }

  /** The pass that they are for. */
  public Pass pass() {
    return pass;
  }

  /** Their size in bytes. */
  public long bytes() {
    return (long) elements * plan.type().bytes();
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

  /** Where in the array they start. */
  int offset() {
    return offset;
  }
}

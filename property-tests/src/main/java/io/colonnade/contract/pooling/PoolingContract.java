package io.colonnade.contract.pooling;

import io.colonnade.DataType;
import io.colonnade.SwitchNumbering;
import io.colonnade.geometry.PoolingProblem;

/**
 * What an implementation of pooling must satisfy, run on one problem at a time. It is compared with
 * the nested loops of {@link io.colonnade.reference.ReferencePooling}, and with itself by the
 * identities of pooling and its gradients. Results must overwrite arrays full of NaN; inputs must
 * keep their bits. Whatever is thrown, but for a lack of memory, is reported as a mismatch. The
 * tensors depend on the seed alone, so that a failure can be seen again.
 *
 * @param subject the implementation
 */
public record PoolingContract(PoolingSubject subject) {

  /**
   * Checks all properties that apply to the problem.
   *
   * @throws PoolingMismatch naming the first that does not hold, with problem and seed
   */
  public void check(
      PoolingProblem problem, DataType<?> type, SwitchNumbering numbering, long seed) {
    for (PoolingProperty property : PoolingProperty.values()) {
      if (property.appliesTo(problem)) {
        check(property, problem, type, numbering, seed);
      }
    }
  }

  /**
   * Checks one property.
   *
   * @throws PoolingMismatch if it does not hold, with problem and seed
   */
  public void check(
      PoolingProperty property,
      PoolingProblem problem,
      DataType<?> type,
      SwitchNumbering numbering,
      long seed) {
    try {
      property.check(
          new PoolingTrial<>(new ReadOnlyInputs(subject), problem, type, numbering, seed));
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new PoolingMismatch(
          "%s of %s, problem=%s, type=%s, numbering=%s, seed=%d: %s"
              .formatted(property, subject, problem, type, numbering, seed, e.getMessage()),
          e);
    }
  }
}

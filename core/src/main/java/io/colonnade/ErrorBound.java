package io.colonnade;

/**
 * How far results may be from the exact ones where an algorithm adds before it multiplies, as
 * Winograd's do, and so mixes neighbouring elements; known before anything is computed.
 *
 * <p>A position o of the output and a cell i of the input are near each other if on every axis i
 * lies in the window of o, between its taps, or at most {@code reach} cells outside. With γ = r·u /
 * (1 − r·u), r being {@code roundings} and u the unit roundoff of the element type, 2⁻²⁴ or 2⁻⁵³
 * (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1), the errors are at
 * most
 *
 * <ul>
 *   <li>forward, of y[n,f,o]: γ · (amplification · Σ_c max |x[n,c,i]| · Σ_k |w[f,c,k]| + |b[f]| +
 *       |old|), the maximum over the cells i near o;
 *   <li>backward data, of dx[n,c,i]: γ · (amplification · Σ_f max |dy[n,f,o]| · Σ_k |w[f,c,k]| +
 *       |old|), the maximum over the positions o near i;
 *   <li>backward weights, of dw[f,c,k]: γ · (amplification · Σ_n Σ_o |dy[n,f,o]| · max |x[n,c,i]| +
 *       |old|), the maximum over the cells i near o;
 * </ul>
 *
 * <p>where c runs over the channels and f over the filters of a group, and old is what is added to.
 * An activation does not make errors larger. A NaN or an infinity in X or dY reaches only results
 * near it.
 *
 * @param amplification how much larger errors may be than those of a sum of products
 * @param roundings how many rounded operations a result goes through, one after the other
 * @param reach cells beyond a window that its result may depend on by rounding
 */
public record ErrorBound(double amplification, long roundings, int reach) {
  /** Checks the values. */
  public ErrorBound {
    if (!(amplification > 0)) {
      throw new IllegalArgumentException("amplification=" + amplification + ": must be positive");
    }
    if (roundings < 1) {
      throw new IllegalArgumentException("roundings=" + roundings + ": must be at least 1");
    }
    if (reach < 0) {
      throw new IllegalArgumentException("reach=" + reach + ": must not be negative");
    }
  }
}

/**
 * Max pooling with switches, max unpooling and average pooling, forward and backward, for any
 * number of spatial axes, both element types and both layouts.
 *
 * <p>{@link io.colonnade.pooling.MaxPooling} and {@link io.colonnade.pooling.AveragePooling} are
 * plans for a {@link io.colonnade.geometry.PoolingProblem}, {@link
 * io.colonnade.pooling.MaxUnpooling} is one for an {@link io.colonnade.geometry.UnpoolingProblem}.
 * A switch is the number of the input cell that won a window, counted as {@link
 * io.colonnade.SwitchNumbering} says.
 *
 * <p>Pooling is separable: the maximum, or sum, over a window is that over its rows of those along
 * the rows. {@code PhasedAxis} sorts the cells of an axis so that every tap of its windows is a
 * contiguous shift, {@code BandPlan} cuts the planes into bands that stay in the cache, {@code
 * BandWalk} visits the inputs and outputs of a band, and a {@code Reduction} folds one axis after
 * the other: a {@code FoldReduction} for values alone, a {@code MaxReduction} for switches too.
 * {@code Keys} and {@code Elements} hold the typed loops.
 */
@NullMarked
package io.colonnade.pooling;

import org.jspecify.annotations.NullMarked;

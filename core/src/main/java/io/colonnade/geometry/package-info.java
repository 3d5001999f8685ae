/**
 * Sizes and index arithmetic of sliding windows: immutable, validated, for any number of spatial
 * axes, in {@code long}.
 *
 * <p>{@link io.colonnade.geometry.Axis} holds all arithmetic of one axis; {@link
 * io.colonnade.geometry.Window} puts axes side by side; {@link
 * io.colonnade.geometry.ConvolutionProblem} adds batch, channels, filters and groups, {@link
 * io.colonnade.geometry.PoolingProblem} batch and channels.
 */
@NullMarked
package io.colonnade.geometry;

import org.jspecify.annotations.NullMarked;

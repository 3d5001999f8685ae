/**
 * im2col and col2im: how windows of a tensor become columns of a matrix, and back, in bounded
 * bands.
 */
@NullMarked
package io.colonnade.lowering;

import org.jspecify.annotations.NullMarked;

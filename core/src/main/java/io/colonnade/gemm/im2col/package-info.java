/**
 * Lowering to an im2col matrix and products with it, and the 1×1 kernels whose input is that
 * matrix.
 */
@NullMarked
package io.colonnade.gemm.im2col;

import org.jspecify.annotations.NullMarked;

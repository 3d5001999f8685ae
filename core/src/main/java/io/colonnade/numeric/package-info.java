/**
 * The only code that exists once for {@code float} and once for {@code double}: short loops over
 * runs, and GEMM.
 */
@NullMarked
package io.colonnade.numeric;

import org.jspecify.annotations.NullMarked;

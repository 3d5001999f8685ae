/** Transposed convolution: the passes of a convolution plan with their roles swapped. */
@NullMarked
package io.colonnade.transposed;

import org.jspecify.annotations.NullMarked;

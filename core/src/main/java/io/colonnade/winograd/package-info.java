/**
 * Winograd's minimal filtering for 3×3 kernels of stride 1: the matrices, and the transforms of
 * tiles and filters, many at a time.
 */
@NullMarked
package io.colonnade.winograd;

import org.jspecify.annotations.NullMarked;

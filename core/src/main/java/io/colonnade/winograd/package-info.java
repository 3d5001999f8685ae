/**
 * Winograd's minimal filtering by parts of 3×3 taps: the matrices, and the transforms of tiles and
 * filters, many at a time.
 */
@NullMarked
package io.colonnade.winograd;

import org.jspecify.annotations.NullMarked;

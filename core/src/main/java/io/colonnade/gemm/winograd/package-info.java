/** Winograd's minimal filtering in blocks of tiles. */
@NullMarked
package io.colonnade.gemm.winograd;

import org.jspecify.annotations.NullMarked;

/** Products with shifted views of a packed tensor, with the width lowered or nothing at all. */
@NullMarked
package io.colonnade.gemm.shift;

import org.jspecify.annotations.NullMarked;

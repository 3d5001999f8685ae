/** The loop nests of the passes, and the algorithms that they make up. */
@NullMarked
package io.colonnade.gemm.pass;

import org.jspecify.annotations.NullMarked;

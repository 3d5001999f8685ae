/** Direct summation along rows, for groups of few channels. */
@NullMarked
package io.colonnade.gemm.direct;

import org.jspecify.annotations.NullMarked;

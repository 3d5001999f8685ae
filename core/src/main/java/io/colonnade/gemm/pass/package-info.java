/** What all algorithms share: the seam of a kernel, sizes, costs and matrix products. */
@NullMarked
package io.colonnade.gemm.pass;

import org.jspecify.annotations.NullMarked;

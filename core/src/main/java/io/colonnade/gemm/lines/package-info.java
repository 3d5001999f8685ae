/** Direct summation with many groups side by side, for small planes. */
@NullMarked
package io.colonnade.gemm.lines;

import org.jspecify.annotations.NullMarked;

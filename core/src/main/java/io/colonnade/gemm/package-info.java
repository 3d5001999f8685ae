/** The fast backend: convolutions lowered to im2col matrices and carried out by GEMM. */
@NullMarked
package io.colonnade.gemm;

import org.jspecify.annotations.NullMarked;

/** im2col and GEMM as they are written first: what netlib gives without the engine. */
@NullMarked
package io.colonnade.bench.peers.netlib;

import org.jspecify.annotations.NullMarked;

/** ND4J, on its native CPU backend. */
@NullMarked
package io.colonnade.bench.peers.nd4j;

import org.jspecify.annotations.NullMarked;

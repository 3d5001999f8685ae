/** The contract of backends, as a test that each peer runs in a JVM of its own. */
@NullMarked
package io.colonnade.bench.peers.contract;

import org.jspecify.annotations.NullMarked;

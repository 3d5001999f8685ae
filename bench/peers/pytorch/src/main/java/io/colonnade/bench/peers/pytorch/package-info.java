/** PyTorch, through the Deep Java Library. */
@NullMarked
package io.colonnade.bench.peers.pytorch;

import org.jspecify.annotations.NullMarked;

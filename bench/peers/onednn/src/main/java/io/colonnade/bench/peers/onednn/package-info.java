/** oneDNN, through the JavaCPP presets of Bytedeco. */
@NullMarked
package io.colonnade.bench.peers.onednn;

import org.jspecify.annotations.NullMarked;

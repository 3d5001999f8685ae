/** ONNX Runtime, on its CPU execution provider. */
@NullMarked
package io.colonnade.bench.peers.onnxruntime;

import org.jspecify.annotations.NullMarked;

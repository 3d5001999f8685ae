package io.colonnade.bench.peers.onnxruntime;

import io.colonnade.Pass;
import io.colonnade.bench.peers.contract.PeerContract;
import java.util.Set;

class OnnxRuntimeContractTest extends PeerContract {
  OnnxRuntimeContractTest() {
    super(new OnnxRuntimeBackend(), Set.of(Pass.FORWARD));
  }
}

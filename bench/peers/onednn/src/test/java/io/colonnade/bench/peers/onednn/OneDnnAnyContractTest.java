package io.colonnade.bench.peers.onednn;

import io.colonnade.Pass;
import io.colonnade.bench.peers.contract.PeerContract;
import java.util.Set;

class OneDnnAnyContractTest extends PeerContract {
  OneDnnAnyContractTest() {
    super(new OneDnnAnyBackend(), Set.of(Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS));
  }
}

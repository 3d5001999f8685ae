package io.colonnade.bench.peers.onednn;

import io.colonnade.Pass;
import io.colonnade.bench.peers.contract.PeerContract;
import java.util.Set;

class OneDnnContractTest extends PeerContract {
  OneDnnContractTest() {
    super(new OneDnnBackend(), Set.of(Pass.FORWARD, Pass.BACKWARD_DATA, Pass.BACKWARD_WEIGHTS));
  }
}

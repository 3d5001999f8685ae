package io.colonnade.bench.peers.pytorch;

import io.colonnade.Pass;
import io.colonnade.bench.peers.contract.PeerContract;
import java.util.EnumSet;

class PyTorchContractTest extends PeerContract {
  PyTorchContractTest() {
    super(new PyTorchBackend(), EnumSet.allOf(Pass.class));
  }
}

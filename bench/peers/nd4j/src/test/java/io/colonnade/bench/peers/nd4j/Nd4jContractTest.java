package io.colonnade.bench.peers.nd4j;

import io.colonnade.Pass;
import io.colonnade.bench.peers.contract.PeerContract;
import java.util.EnumSet;

class Nd4jContractTest extends PeerContract {
  Nd4jContractTest() {
    super(new Nd4jBackend(), EnumSet.allOf(Pass.class));
  }
}

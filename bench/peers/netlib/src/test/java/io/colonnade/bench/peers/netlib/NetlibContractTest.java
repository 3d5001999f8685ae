package io.colonnade.bench.peers.netlib;

import io.colonnade.Pass;
import io.colonnade.bench.peers.contract.BackendContract;
import java.util.EnumSet;

class NetlibContractTest extends BackendContract {
  NetlibContractTest() {
    super(new NetlibBackend(), EnumSet.allOf(Pass.class));
  }
}

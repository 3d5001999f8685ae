package io.colonnade.bench;

import io.colonnade.DataType;
import io.colonnade.bench.layers.Network;
import io.colonnade.bench.throughput.Workload;
import java.util.List;

/**
 * What a command is to run.
 *
 * @param settings under which settings, one after the other
 * @param backends who runs each
 */
record Work(List<Setting> settings, List<String> backends) {

  /**
   * One combination of the options' values.
   *
   * @param network the layers, with their batch
   * @param workload what to run of each
   * @param type the element type
   * @param threads threads of one call
   */
  record Setting(Network network, Workload workload, DataType<?> type, int threads) {}
}

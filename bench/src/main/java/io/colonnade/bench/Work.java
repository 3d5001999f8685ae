package io.colonnade.bench;

import io.colonnade.ConvolutionBackend;
import io.colonnade.DataType;
import io.colonnade.PlanOptions;
import io.colonnade.bench.layers.Network;
import io.colonnade.bench.throughput.Workload;
import java.util.List;

/**
 * What a command is to run.
 *
 * @param network the layers, with their batch
 * @param workload what to run of each
 * @param type the element type
 * @param options options of all plans
 * @param backends who runs it
 */
record Work<A>(
    Network network,
    Workload workload,
    DataType<A> type,
    PlanOptions options,
    List<ConvolutionBackend> backends) {}

/**
 * What any implementation of pooling must satisfy, as properties that can be run on any problem:
 * {@link io.colonnade.contract.pooling.PoolingContract}, for a {@link
 * io.colonnade.contract.pooling.PoolingSubject}. Problems come from {@link
 * io.colonnade.contract.pooling.PoolingProblemGenerator}.
 */
@NullMarked
package io.colonnade.contract.pooling;

import org.jspecify.annotations.NullMarked;

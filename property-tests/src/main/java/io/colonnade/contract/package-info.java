/**
 * What any {@link io.colonnade.ConvolutionBackend} must satisfy, as properties that can be run on
 * any problem: {@link io.colonnade.contract.ConvolutionContract}; and what the operators derived
 * from convolution must: {@link io.colonnade.contract.TransposedContract}, {@link
 * io.colonnade.contract.Im2ColContract}. Problems come from {@link
 * io.colonnade.contract.ProblemGenerator}, for jqwik through {@link
 * io.colonnade.contract.ProblemArbitrary}. Nothing but the latter needs a test framework.
 */
@NullMarked
package io.colonnade.contract;

import org.jspecify.annotations.NullMarked;

/**
 * Convolution as the mathematics states it, to hold fast implementations against: {@link
 * io.colonnade.reference.ReferenceBackend} computes all passes by nested loops; {@link
 * io.colonnade.reference.UnrolledConvolution} writes the convolution as a matrix; {@link
 * io.colonnade.reference.ConvolutionalGradients} writes its gradients as convolutions. The three
 * share no index arithmetic but that of {@link io.colonnade.geometry.Axis}. {@link
 * io.colonnade.reference.ReferenceTransposed}, {@link io.colonnade.reference.ReferenceColumns},
 * {@link io.colonnade.reference.ReferencePooling} and {@link
 * io.colonnade.reference.ReferenceUnpooling} are loops for the operators that their names say.
 */
@NullMarked
package io.colonnade.reference;

import org.jspecify.annotations.NullMarked;

/**
 * Matrix multiplication: {@link io.colonnade.blas.Blas} over netlib, the choice of the native
 * library behind it, and a {@linkplain io.colonnade.blas.BlasReport report} of what was chosen.
 *
 * <p>System properties: {@code colonnade.blas} names the {@linkplain
 * io.colonnade.blas.Blas#of(String) provider} of the process's default; {@code
 * colonnade.blas.coretype} is {@code auto}, {@code off} to leave the choice of OpenBLAS's kernels
 * to OpenBLAS in every case, or the name of a core of OpenBLAS, which then runs whatever the
 * environment says.
 */
@NullMarked
package io.colonnade.blas;

import org.jspecify.annotations.NullMarked;

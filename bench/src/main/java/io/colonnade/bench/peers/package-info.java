/**
 * Other libraries as backends: what their wrappers share, and what they offer beyond the seam.
 *
 * <p>The wrappers themselves are modules of their own, each with the class path that its library
 * needs, built by the Maven profile {@code peers}.
 */
@NullMarked
package io.colonnade.bench.peers;

import org.jspecify.annotations.NullMarked;

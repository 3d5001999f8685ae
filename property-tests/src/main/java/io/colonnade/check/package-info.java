/**
 * The command line of the correctness tools: recorded cases with known results, and random cases
 * against the reference.
 */
@NullMarked
package io.colonnade.check;

import org.jspecify.annotations.NullMarked;

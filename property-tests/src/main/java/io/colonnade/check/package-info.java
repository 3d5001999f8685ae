/** Command line of the correctness tools: conformance cases and fuzzing. */
@NullMarked
package io.colonnade.check;

import org.jspecify.annotations.NullMarked;

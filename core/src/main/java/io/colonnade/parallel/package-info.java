/** Runs the fixed parts of a call on several threads. */
@NullMarked
package io.colonnade.parallel;

import org.jspecify.annotations.NullMarked;

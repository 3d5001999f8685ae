/** im2col and col2im as operators of their own, on arrays of the caller. */
@NullMarked
package io.colonnade.columns;

import org.jspecify.annotations.NullMarked;

/** Checks of array arguments, worded alike for every operation of the library. Not exported. */
@NullMarked
package io.colonnade.arguments;

import org.jspecify.annotations.NullMarked;

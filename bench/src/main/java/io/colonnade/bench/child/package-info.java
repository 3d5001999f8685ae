/**
 * Backends in processes of their own.
 *
 * <p>Native libraries of different backends collide in one process, so each runs in a child: a Java
 * virtual machine with the options of this one and the class path of its backend. Parent and child
 * exchange {@linkplain io.colonnade.bench.child.Message messages} over the child's standard input
 * and output; whatever else the child writes is kept for the case that it fails.
 */
@NullMarked
package io.colonnade.bench.child;

import org.jspecify.annotations.NullMarked;

/**
 * A {@link io.colonnade.bench.report.Report} as a page of HTML with charts, complete in one file:
 * it loads nothing and runs no script.
 */
@NullMarked
package io.colonnade.bench.page;

import org.jspecify.annotations.NullMarked;

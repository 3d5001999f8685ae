/**
 * The seam of the library: what is computed ({@link io.colonnade.geometry.ConvolutionProblem}), by
 * whom ({@link io.colonnade.ConvolutionBackend}) and how it is called ({@link
 * io.colonnade.ConvolutionPlan}).
 *
 * <p>Symbols, the same in code, documentation and errors:
 *
 * <table>
 * <caption>Symbols</caption>
 * <tr><th>symbol</th><th>meaning</th></tr>
 * <tr><td>N, C, F, g</td><td>batch, input channels, filters (output channels), groups</td></tr>
 * <tr><td>KD, KH, KW</td><td>kernel taps along depth, height, width</td></tr>
 * <tr><td>OD, OH, OW</td><td>output positions along depth, height, width; P is their product</td></tr>
 * <tr><td>K</td><td>C/g · taps: the length of one filter, the rows of the im2col matrix</td></tr>
 * <tr><td>X, W, b, Y</td><td>input, filters, bias, output; x, w, bias, y in code</td></tr>
 * <tr><td>dX, dW, db, dY</td><td>the gradients of a loss with respect to them; dx, dw, db, dy in code</td></tr>
 * <tr><td>cols(X)</td><td>the im2col matrix, K × P for each image and group</td></tr>
 * </table>
 */
@NullMarked
package io.colonnade;

import org.jspecify.annotations.NullMarked;

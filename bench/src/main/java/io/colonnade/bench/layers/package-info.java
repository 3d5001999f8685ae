/**
 * Lists of convolution layers: those of published networks, built in, and any a user brings as CSV.
 *
 * <p>The built-in shapes are those of He et al. 2016 (ResNet-50, with the stride on the 3×3),
 * Simonyan and Zisserman 2015 (VGG-19), Krizhevsky et al. 2012 (AlexNet, with its two groups),
 * Howard et al. 2017, table 1 (MobileNet v1) and Baidu Research's DeepBench (training set), as
 * oneDNN's benchdnn lists them.
 */
@NullMarked
package io.colonnade.bench.layers;

import org.jspecify.annotations.NullMarked;

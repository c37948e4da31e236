/**
 * A site's own data: {@code --data NAME=PATH[,key=value...]} of a worker.
 *
 * <p>What a site owner must know:
 *
 * <ul>
 *   <li><b>What leaves the site</b>: the name, title and description given here; the names of columns, whether they are
 *       numeric or categorical, the categories that occur in categorical ones, the names of the classes, the size of images;
 *       how many examples there are, in all and of each class; for each numeric column count, sum and sum of squares over
 *       the training examples; then updates of models. Never an example. Leave columns that name people out with
 *       {@code drop=}; a column of texts that hardly repeat is refused.
 *   <li><b>CSV</b> (also gzipped; comma, semicolon or tab): UTF-8, a header, one row for each example. {@code label=} names
 *       the column to predict, else it is the last. A column is numeric where all its values are numbers, with a decimal
 *       point; everything else is categorical, with at most {@value io.tributary.worker.site.Csv#MOST_CATEGORIES} different
 *       values. Empty, NA, N/A, NaN, null and ? are missing; spaces around a value do not count.
 *   <li><b>Images</b>: a folder with a sub-folder of PNG or JPEG files for each class, all of one size unless
 *       {@code size=WIDTHxHEIGHT} is said, all grey or all coloured unless {@code grey=true} is. Sub-folders {@code train}
 *       and {@code test} with the classes inside keep that division.
 *   <li><b>IDX</b>: a folder with {@code train-images-idx3-ubyte} and {@code train-labels-idx1-ubyte}, perhaps also
 *       {@code t10k-} or {@code test-} ones; gzipped ({@code .gz}) or not.
 *   <li><b>NPZ</b>: arrays {@code x} and {@code y}, or {@code x_train}, {@code y_train}, {@code x_test}, {@code y_test}: rows
 *       by features, or images (rows, height, width), (rows, height, width, channels) or (rows, channels, height, width);
 *       little-endian numbers in C order. Unsigned bytes of images are divided by 255, other numbers are taken as they are.
 *   <li><b>What is predicted</b>: a class where the label is a text or at most
 *       {@value io.tributary.worker.site.Target#FEW} different whole numbers, and always of images; else a number.
 *       {@code task=classification} or {@code task=regression} decides otherwise. All sites of a task must agree.
 *   <li><b>Testing</b>: {@code test=0.2} of the examples, of each class alike, are held out; always the same ones for the
 *       same name and number of examples.
 * </ul>
 *
 * <p>Reads what the operator of the worker named, never a path that a task names; everything once at start, so that trouble
 * shows where somebody looks. Next: the server joins what its sites describe ({@link
 * io.tributary.protocol.data.JointData}), and {@link io.tributary.worker.data.DatasetCatalog} asks for the data in that
 * encoding.
 */
@NullMarked
package io.tributary.worker.site;

import org.jspecify.annotations.NullMarked;

/**
 * Networks as points of a space: a grammar of stages, caps that are checked before anything is trained, and the way from params to
 * layers and back.
 *
 * <p>What comes out is {@link io.tributary.protocol.model.Layer}s, built and trained by the same interpreter as every model; a
 * proposal never holds code.
 */
@NullMarked
package io.tributary.nashpo.architecture;

import org.jspecify.annotations.NullMarked;

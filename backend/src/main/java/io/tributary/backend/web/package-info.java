/**
 * What holds for all requests: where blocking handlers run, who may send a change, the pages.
 */
@NullMarked
package io.tributary.backend.web;

import org.jspecify.annotations.NullMarked;

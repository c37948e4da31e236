/**
 * The pages: from the journal, the schema and the workers to the views of module {@code frontend}.
 *
 * <p>Reads what the REST API reads and changes nothing; the pages' scripts call the REST API for that. Each view gets
 * records whose texts are ready to show, so a template decides where a figure stands and never how it is written.
 */
@NullMarked
package io.tributary.backend.page;

import org.jspecify.annotations.NullMarked;

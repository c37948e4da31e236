/**
 * The door of the module: the study spec, its reader, and ask and tell as functions of the journal.
 *
 * <p>The server reads a spec ({@link io.tributary.nashpo.study.StudySpecReader}), asks {@link
 * io.tributary.nashpo.study.Study#next} with the journalled trials, journals the trial it answers <em>before</em> it starts the
 * task, reports each evaluated round ({@link io.tributary.nashpo.study.Study#report}) and the end, and journals what comes back.
 * Nothing is kept between calls.
 */
@NullMarked
package io.tributary.nashpo.study;

import org.jspecify.annotations.NullMarked;

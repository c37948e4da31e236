package io.tributary.backend.model;

import io.tributary.backend.journal.ArtifactRows;
import java.util.Collection;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** Queries of the uploaded models. */
interface UploadedModelRows extends JpaRepository<UploadedModelEntity, String>, ArtifactRows {
    @Query("select m from UploadedModelEntity m order by m.uploadedAt desc, m.sha256")
    List<UploadedModelEntity> newest();

    @Override
    @Query("select m.sha256 from UploadedModelEntity m")
    List<String> artifacts();

    @Override
    @Query("select m.sha256 from UploadedModelEntity m where m.sha256 in :names")
    List<String> needed(Collection<String> names);
}

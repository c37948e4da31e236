package io.tributary.backend.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.TributaryException;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log over REST. */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Audit log", description = "Who did what, from where, and how it went")
class AuditController {
    private static final int LARGEST_PAGE = 500;

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping
    @Operation(summary = "Newest first")
    AuditPage list(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
        if (page < 0 || size < 1 || size > LARGEST_PAGE) {
            throw new TributaryException(
                    ErrorCode.INVALID_PARAMETER,
                    "page is " + page + " and size is " + size + "; page starts at 0, size is 1 to " + LARGEST_PAGE
                            + ".");
        }
        Page<AuditEntry> found = audit.page(page, size);
        return new AuditPage(found.getContent(), page, size, found.getTotalElements());
    }

    record AuditPage(List<AuditEntry> content, int page, int size, long total) {}
}

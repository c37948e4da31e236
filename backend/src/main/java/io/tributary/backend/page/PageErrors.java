package io.tributary.backend.page;

import io.tributary.protocol.error.ErrorKind;
import io.tributary.protocol.error.TributaryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ResponseStatusException;

/** What a page's handler throws, as a page; an address without handler comes to the same view by Spring Boot's way. */
@ControllerAdvice(basePackageClasses = PageErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageErrors {
    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    @ExceptionHandler
    Rendering handle(TributaryException e) {
        if (e.code().kind() == ErrorKind.INTERNAL) {
            LOG.error("A page failed", e);
        }
        return page(e.code().httpStatus(), e.message());
    }

    @ExceptionHandler
    Rendering handle(ResponseStatusException e) {
        return page(
                e.getStatusCode().value(),
                "The address of this page is not complete, or holds a value it cannot have.");
    }

    @ExceptionHandler
    Rendering handle(Exception e) {
        LOG.error("A page failed", e);
        return page(500, "Something went wrong in the server; its log says what.");
    }

    private static Rendering page(int status, String detail) {
        return Rendering.view("error")
                .status(HttpStatusCode.valueOf(status))
                .modelAttribute("status", status)
                .modelAttribute("detail", detail)
                .build();
    }
}

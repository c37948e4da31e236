package io.tributary.backend.problem;

import io.tributary.protocol.error.ErrorCode;
import io.tributary.protocol.error.ErrorKind;
import io.tributary.protocol.error.TributaryException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/**
 * Turns what a REST handler throws into a problem document: type, title, status, detail, code, errors. Pages have an advice
 * of their own that comes first; only an address that no page answers to ends here, and gets the page for that.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Map<Class<?>, ErrorCode> CODES = Map.of(
            UnsupportedMediaTypeStatusException.class, ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            MethodNotAllowedException.class, ErrorCode.METHOD_NOT_ALLOWED,
            NotAcceptableStatusException.class, ErrorCode.NOT_ACCEPTABLE,
            ServerWebInputException.class, ErrorCode.INVALID_PARAMETER);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(TributaryException e) {
        if (e.code().kind() == ErrorKind.INTERNAL) {
            LOG.error("Request failed", e);
        }
        return problem(e.code(), e.message(), e.errors());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> handle(DataBufferLimitException unused) {
        return problem(ErrorCode.BODY_TOO_LARGE, "The body is larger than 1 MB, the most that is read.", List.of());
    }

    /** What the framework refuses: an unknown path or method, a parameter of the wrong type, another media type. */
    @ExceptionHandler
    Object handle(ResponseStatusException e, ServerWebExchange exchange) {
        if (e.getStatusCode().value() == 404 && wantsPage(exchange.getRequest())) {
            return Rendering.view("error")
                    .status(e.getStatusCode())
                    .modelAttribute("status", e.getStatusCode().value())
                    .build();
        }
        if (e.getCause() instanceof DataBufferLimitException tooLarge) {
            return handle(tooLarge);
        }
        ErrorCode code = CODES.get(e.getClass());
        if (code == null) {
            code = e.getStatusCode().value() == 404
                    ? ErrorCode.NOT_FOUND
                    : e.getStatusCode().value() == 413
                            ? ErrorCode.BODY_TOO_LARGE
                            : e.getStatusCode().is4xxClientError() ? ErrorCode.INVALID_PARAMETER : ErrorCode.INTERNAL;
        }
        return problem(code, sentence(e), List.of());
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ResponseEntity<ProblemDetail> databaseAway(Exception e) {
        LOG.warn("Request failed: the database cannot be reached", e);
        return problem(
                ErrorCode.DATABASE_UNAVAILABLE, "The database cannot be reached; try again in a while.", List.of());
    }

    @ExceptionHandler
    Mono<ResponseEntity<ProblemDetail>> handle(Exception e) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            // Nobody is there to read an answer, and nothing is wrong here; the framework drops it without a word.
            return Mono.error(e);
        }
        LOG.error("Request failed", e);
        return Mono.just(
                problem(ErrorCode.INTERNAL, "Something went wrong in the server; its log says what.", List.of()));
    }

    private static boolean wantsPage(ServerHttpRequest request) {
        return !request.getPath().value().startsWith("/api/")
                && request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
    }

    private static String sentence(ResponseStatusException e) {
        if (e.getStatusCode().value() == 404) {
            return "There is nothing at this address; /v3/api-docs lists what there is.";
        }
        if (e.getCause() instanceof TypeMismatchException mismatch && e instanceof ServerWebInputException input) {
            Object value = mismatch.getValue();
            Class<?> type = mismatch.getRequiredType();
            String name = input.getMethodParameter() == null
                    ? "A parameter"
                    : input.getMethodParameter().getParameterName();
            return name + " is '" + value + "'; it must be "
                    + (type != null && Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type))
                            ? "a whole number."
                            : "true or false.");
        }
        String reason = e.getReason();
        ProblemDetail body = ((ErrorResponse) e).getBody();
        return body.getDetail() != null
                ? body.getDetail()
                : reason != null ? reason : e.getStatusCode().toString();
    }

    private static ResponseEntity<ProblemDetail> problem(ErrorCode code, @Nullable String detail, List<?> errors) {
        HttpStatusCode status = HttpStatusCode.valueOf(code.httpStatus());
        ProblemDetail problem = ProblemDetail.forStatus(status);
        HttpStatus known = HttpStatus.resolve(code.httpStatus());
        problem.setTitle(known == null ? code.name() : known.getReasonPhrase());
        problem.setDetail(detail);
        problem.setProperty("code", code.name());
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}

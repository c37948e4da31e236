package io.tributary.backend.web;

import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/** Handlers that return plain values may block: they run on threads of their own, never on the event loop. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebFluxConfigurer {
    /** More than the database has connections, so that handlers which only compute do not wait for those which query. */
    private static final int THREADS = 32;

    @Override
    public void configureBlockingExecution(BlockingExecutionConfigurer configurer) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = task -> {
            Thread thread = new Thread(task, "request-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        AsyncTaskExecutor executor = new TaskExecutorAdapter(Executors.newFixedThreadPool(THREADS, threads));
        configurer.setExecutor(executor);
        configurer.setControllerMethodPredicate(method -> !org.reactivestreams.Publisher.class.isAssignableFrom(
                method.getReturnType().getParameterType()));
    }
}

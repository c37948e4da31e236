package io.tributary.faults;

import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.journal.TaskEvent;
import io.tributary.orchestrator.round.RoundCommit;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends its own server by {@code kill -9} when a round comes to a stage: the stages are announced to the journal on the loop's own
 * thread, which is held there until the signal has come, so it is exact. Put beside the packaged server by a test; no part of
 * the product knows it.
 */
public final class KillAtStage
        implements BeanPostProcessor, ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** The variable that says when: {@code ROUND:STAGE}, a stage of RoundState; empty for never. */
    public static final String WHEN = "KILL_AT";

    private final String when = System.getenv().getOrDefault(WHEN, "");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().addBeanPostProcessor(this);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Journal journal && !when.isEmpty()
                ? Proxy.newProxyInstance(
                        Journal.class.getClassLoader(),
                        new Class<?>[] {Journal.class},
                        (proxy, method, arguments) -> call(journal, method, arguments))
                : bean;
    }

    private @Nullable Object call(Journal journal, Method method, @Nullable Object[] arguments) throws Throwable {
        Object result;
        try {
            result = method.invoke(journal, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (method.getName().equals("announce")) {
            reached(stage(arguments[1]));
        } else if (method.getName().equals("commit") && arguments[1] instanceof RoundCommit commit) {
            // The database has it, the loop does not know yet.
            reached(commit.report().round() + ":COMMITTED");
        }
        return result;
    }

    private static String stage(@Nullable Object event) {
        if (event instanceof TaskEvent.RoundStarted started) {
            return started.round() + ":SELECTING";
        }
        return event instanceof TaskEvent.StageChanged changed ? changed.round() + ":" + changed.stage() : "";
    }

    private void reached(String point) throws IOException, InterruptedException {
        if (point.equals(when)) {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
            new CountDownLatch(1).await();
        }
    }
}

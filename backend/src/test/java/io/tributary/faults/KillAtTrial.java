package io.tributary.faults;

import io.tributary.orchestrator.journal.Journal;
import io.tributary.orchestrator.round.RoundCommit;
import io.tributary.orchestrator.task.HeldOut;
import io.tributary.orchestrator.task.Task;
import io.tributary.orchestrator.task.TaskState;
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
 * Ends its own server by {@code kill -9} when the task of a trial comes to a point: the calling thread is held there until the signal has
 * come, so it is exact. Put beside the packaged server by a test; no part of the product knows it.
 */
public final class KillAtTrial
        implements BeanPostProcessor, ApplicationContextInitializer<ConfigurableApplicationContext> {
    /** The variable that says when: {@code TRIAL:POINT}, {@code any:POINT}, or {@code again:POINT} for the first repeat; empty for never. */
    public static final String WHEN = "KILL_AT_TRIAL";

    /** The trial is kept, its task is about to be made. */
    public static final String NO_TASK = "NO_TASK";

    public static final String TASK_MADE = "TASK_MADE";
    public static final String ROUND_COMMITTED = "ROUND_COMMITTED";
    public static final String TASK_ENDED = "TASK_ENDED";

    /** It is kept that the trial is to wait, its task is about to be paused. */
    public static final String RUNS_BEFORE_IT_WAITS = "RUNS_BEFORE_IT_WAITS";

    /** It is kept that the trial goes on, its task is about to be resumed. */
    public static final String WAITS_BEFORE_IT_GOES_ON = "WAITS_BEFORE_IT_GOES_ON";

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
        if (method.getName().equals("create") && arguments[0] instanceof Task task) {
            reached(task, NO_TASK);
        } else if (method.getName().equals("changeState") && arguments[2] == TaskState.PAUSED) {
            reached(journal.task(String.valueOf(arguments[0])).orElseThrow(), RUNS_BEFORE_IT_WAITS);
        } else if (method.getName().equals("changeState") && arguments[1] == TaskState.PAUSED) {
            reached(journal.task(String.valueOf(arguments[0])).orElseThrow(), WAITS_BEFORE_IT_GOES_ON);
        }
        Object result;
        try {
            result = method.invoke(journal, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (method.getName().equals("create") && arguments[0] instanceof Task task) {
            reached(task, TASK_MADE);
        } else if (method.getName().equals("commit") && arguments[1] instanceof RoundCommit) {
            reached(journal.task(String.valueOf(arguments[0])).orElseThrow(), ROUND_COMMITTED);
        } else if (method.getName().equals("changeState") && arguments[2] == TaskState.COMPLETED) {
            reached(journal.task(String.valueOf(arguments[0])).orElseThrow(), TASK_ENDED);
        }
        return result;
    }

    private void reached(Task task, String point) throws IOException, InterruptedException {
        Task.Trial trial = task.trial();
        if (trial == null) {
            return;
        }
        String place = trial.heldOut() == HeldOut.CHECK ? "again" : Integer.toString(trial.number());
        if (when.equals(place + ":" + point) || when.equals("any:" + point)) {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
            new CountDownLatch(1).await();
        }
    }
}

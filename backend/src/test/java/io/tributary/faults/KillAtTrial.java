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

/**
 * Ends its own server by {@code kill -9} when the task of a trial comes to a point: the calling thread is held there until the signal has
 * come, so it is exact. Put beside the packaged server by a test; no part of the product knows it.
 */
public final class KillAtTrial implements BeanPostProcessor {
    /** The variable that says when: {@code TRIAL:POINT}, or {@code again:POINT} for the first repeat; empty for never. */
    public static final String WHEN = "KILL_AT_TRIAL";

    /** What may have just happened. */
    public enum Point {
        /** The trial is kept, its task is about to be made. */
        NO_TASK,
        TASK_MADE,
        ROUND_COMMITTED,
        TASK_ENDED
    }

    private final String when = System.getenv().getOrDefault(WHEN, "");

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
            reached(task, Point.NO_TASK);
        }
        Object result;
        try {
            result = method.invoke(journal, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (method.getName().equals("create") && arguments[0] instanceof Task task) {
            reached(task, Point.TASK_MADE);
        } else if (method.getName().equals("commit") && arguments[1] instanceof RoundCommit) {
            reached(journal.task(String.valueOf(arguments[0])).orElseThrow(), Point.ROUND_COMMITTED);
        } else if (method.getName().equals("changeState") && arguments[2] == TaskState.COMPLETED) {
            reached(journal.task(String.valueOf(arguments[0])).orElseThrow(), Point.TASK_ENDED);
        }
        return result;
    }

    private void reached(Task task, Point point) throws IOException, InterruptedException {
        Task.Trial trial = task.trial();
        if (trial == null) {
            return;
        }
        String place = trial.heldOut() == HeldOut.CHECK ? "again" : Integer.toString(trial.number());
        if (when.equals(place + ":" + point)) {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start();
            new CountDownLatch(1).await();
        }
    }
}

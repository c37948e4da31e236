package io.tributary.backend;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.tributary.worker.engine.Torch;
import io.tributary.worker.remote.WorkerCommand;
import java.io.IOException;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.StandardEnvironment;

/** The server. */
@SpringBootApplication
@ConfigurationPropertiesScan
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Tributary",
                        version = "1",
                        description =
                                "Federated learning: describe a task, watch it train where the data lives, download the model."))
public class TributaryApplication {
    /**
     * Starts the server; with {@code worker} as the first word, a worker instead; with {@code rehearse}, a server that ends when
     * it has loaded what servers need.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String word = arguments.length > 0 ? arguments[0] : "";
        if (word.equals("worker")) {
            logLikeTheServer();
            System.exit(WorkerCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        // Without it a request that follows at once on a kept-alive connection is now and then never read
        // (reactor-netty
        // issue 4361), and a page waits for ever. Netty reads it when its classes load, so it must be set before.
        System.setProperty("reactor.netty.http.server.lastFlushWhenNoRead", "true");
        SpringApplication application = new SpringApplication(TributaryApplication.class);
        application.setDefaultProperties(Tls.properties(System.getenv()));
        // Once there is a log that it can write to.
        application.addListeners(
                (ApplicationListener<ApplicationContextInitializedEvent>) event -> loadEngineMeanwhile());
        if (word.equals("rehearse")) {
            Rehearsal.run(application);
            System.exit(0);
        }
        application.run(arguments);
    }

    /** The embedded worker needs it at the end of the start, and no task goes on before. */
    private static void loadEngineMeanwhile() {
        Thread loading = new Thread(Torch::version, "engine");
        loading.setDaemon(true);
        loading.start();
    }

    private static void logLikeTheServer() {
        LoggingSystem logging = LoggingSystem.get(TributaryApplication.class.getClassLoader());
        logging.beforeInitialize();
        logging.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        logging.setLogLevel("io.tributary", LogLevel.INFO);
        logging.setLogLevel("ai.djl.util.cuda.CudaUtils", LogLevel.ERROR);
    }
}

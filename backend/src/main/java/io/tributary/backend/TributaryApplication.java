package io.tributary.backend;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.tributary.worker.remote.WorkerCommand;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
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
    /** Starts the server; with {@code worker} as the first word, a worker instead. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("worker")) {
            logLikeTheServer();
            System.exit(WorkerCommand.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
        }
        // Without it a request that follows at once on a kept-alive connection is now and then never read
        // (reactor-netty
        // issue 4361), and a page waits for ever. Netty reads it when its classes load, so it must be set before.
        System.setProperty("reactor.netty.http.server.lastFlushWhenNoRead", "true");
        SpringApplication application = new SpringApplication(TributaryApplication.class);
        application.setDefaultProperties(Tls.properties(System.getenv()));
        application.run(arguments);
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

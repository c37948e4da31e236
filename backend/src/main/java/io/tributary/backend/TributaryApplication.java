package io.tributary.backend;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

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
    public static void main(String[] arguments) {
        // Without it a request that follows at once on a kept-alive connection is now and then never read
        // (reactor-netty
        // issue 4361), and a page waits for ever. Netty reads it when its classes load, so it must be set before.
        System.setProperty("reactor.netty.http.server.lastFlushWhenNoRead", "true");
        SpringApplication application = new SpringApplication(TributaryApplication.class);
        application.setDefaultProperties(Tls.properties(System.getenv()));
        application.run(arguments);
    }
}

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
        SpringApplication.run(TributaryApplication.class, arguments);
    }
}

package io.tributary.backend;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TributaryApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(TributaryApplication.class, arguments);
    }
}

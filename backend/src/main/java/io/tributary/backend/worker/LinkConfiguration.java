package io.tributary.backend.worker;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import reactor.netty.http.server.WebsocketServerSpec;

/** Puts the workers' links where they connect. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class LinkConfiguration implements WebFluxConfigurer {
    /** The largest message: a hello with the columns of wide tables. */
    private static final int LARGEST_MESSAGE = 4 << 20;

    @Bean
    HandlerMapping linkMapping(SiteLinks links) {
        // Before the controllers, which have other paths below /workers.
        return new SimpleUrlHandlerMapping(Map.of(SiteLinks.PATH, links), -1);
    }

    @Override
    public WebSocketService getWebSocketService() {
        return new HandshakeWebSocketService(
                new UpgradeOnEventLoop(() -> WebsocketServerSpec.builder().maxFramePayloadLength(LARGEST_MESSAGE)));
    }
}

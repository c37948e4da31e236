package io.tributary.backend.worker;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/**
 * Opens WebSockets on the thread that reads their connection. From any other, such as the one that looked up a token, the answer
 * can be out and the first message in before what is to receive it has taken the place of the request; then the message is lost.
 */
final class UpgradeOnEventLoop extends ReactorNettyRequestUpgradeStrategy {
    UpgradeOnEventLoop(Supplier<WebsocketServerSpec.Builder> spec) {
        super(spec);
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            WebSocketHandler handler,
            @Nullable String subProtocol,
            Supplier<HandshakeInfo> handshake) {
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        Mono<Void> onEventLoop = Mono.create(sink -> response.withConnection(
                connection -> connection.channel().eventLoop().execute(sink::success)));
        // What is to be done before an answer may change the thread; it is done once.
        return exchange.getResponse()
                .setComplete()
                .then(onEventLoop)
                .then(Mono.defer(() -> super.upgrade(exchange, handler, subProtocol, handshake)));
    }
}

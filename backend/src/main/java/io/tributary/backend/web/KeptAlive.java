package io.tributary.backend.web;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/**
 * Asks for the next request after each answer. The server does so itself, but not after a request that came in while an answer
 * was still on its way out: then a kept-alive connection is never read again, and a page waits for ever.
 */
@Component
class KeptAlive implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private static final String NAME = "tributary.keptAlive";

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, remote) -> {
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(NettyPipeline.HttpCodec) != null) {
                pipeline.addAfter(NettyPipeline.HttpCodec, NAME, new ReadAfterAnswer());
            }
        }));
    }

    private static final class ReadAfterAnswer extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            ChannelPromise told = promise.unvoid();
            if (message instanceof LastHttpContent) {
                // Once all else that follows the answer has been done; to ask twice does no harm.
                told.addListener(written -> context.channel().eventLoop().execute(context.channel()::read));
            }
            ChannelFuture unused = context.write(message, told);
        }
    }
}

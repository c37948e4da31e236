package io.tributary.protocol.compression;

class NoCompressorTest extends CompressorContract {
    @Override
    Compressor compressor() {
        return codec("none", 8, 0.01, true);
    }

    @Override
    float tolerance() {
        return 0;
    }
}

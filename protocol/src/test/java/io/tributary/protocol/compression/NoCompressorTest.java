package io.tributary.protocol.compression;

class NoCompressorTest extends CompressorContract {
    @Override
    Compressor compressor() {
        return Compressors.of("none");
    }

    @Override
    float tolerance() {
        return 0;
    }
}

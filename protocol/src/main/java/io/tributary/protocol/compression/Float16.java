package io.tributary.protocol.compression;

/** Conversion to and from IEEE 754 binary16. Java 20 has it as Float.floatToFloat16; we still run on 17. */
final class Float16 {
    private static final float LARGEST = 65504;
    private static final int INFINITY = 0x7c00;

    private Float16() {}

    /** The nearest half, even where two are as near; beyond the largest, the largest. NaN stays NaN. */
    static short of(float number) {
        int sign = (Float.floatToRawIntBits(number) >>> 16) & 0x8000;
        float magnitude = Math.min(Math.abs(number), LARGEST);
        if (Float.isNaN(number)) {
            return (short) (sign | INFINITY | 1);
        }
        if (magnitude < 0x1p-14f) {
            // Subnormal halves are multiples of 2^-24; rint rounds to even.
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
        }
        int bits = Float.floatToRawIntBits(magnitude);
        // Round away the low 13 bits to even; a carry runs on into the exponent, as it should.
        int rounded = bits + 0xfff + ((bits >>> 13) & 1);
        return (short) (sign | ((rounded - (112 << 23)) >>> 13));
    }

    static float toFloat(short half) {
        int magnitude = half & 0x7fff;
        float value;
        if (magnitude < 0x400) {
            value = magnitude * 0x1p-24f;
        } else if (magnitude >= INFINITY) {
            value = magnitude == INFINITY ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            value = Float.intBitsToFloat((magnitude << 13) + (112 << 23));
        }
        return half < 0 ? -value : value;
    }
}

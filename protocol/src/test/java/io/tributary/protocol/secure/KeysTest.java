package io.tributary.protocol.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.protocol.error.TributaryException;
import io.tributary.protocol.secure.SealedShares.Shares;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Session SESSION = new Session("task", 3, "attempt");

    /** RFC 7748, section 6.1. */
    @Test
    void agreesAsTheStandardDoes() {
        AgreementKey alice =
                AgreementKey.of(HEX.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"));
        AgreementKey bob =
                AgreementKey.of(HEX.parseHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
        assertThat(alice.publicKey())
                .isEqualTo(base64("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
        assertThat(HEX.formatHex(alice.agree(bob.publicKey())))
                .isEqualTo("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        assertThat(bob.agree(alice.publicKey())).isEqualTo(alice.agree(bob.publicKey()));
    }

    @Test
    void aKeyComesBackFromItsBytes() {
        AgreementKey key = AgreementKey.fresh();
        assertThat(AgreementKey.of(key.secret()).publicKey()).isEqualTo(key.publicKey());
        assertThat(AgreementKey.fresh().publicKey()).isNotEqualTo(key.publicKey());
    }

    static Stream<String> noKeys() {
        return Stream.of(
                "", "not base64!", base64("00".repeat(31)), base64("00".repeat(32)), base64("01" + "00".repeat(31)));
    }

    /** With the last two everyone agrees on zero. */
    @ParameterizedTest
    @MethodSource("noKeys")
    void refusesWhatIsNoKey(String key) {
        assertThatThrownBy(() -> AgreementKey.check(key))
                .isInstanceOf(TributaryException.class)
                .hasMessageContaining("curve 25519");
    }

    /** RFC 5869, test cases 1 and 3: the first block. */
    @Test
    void derivesAsTheStandardDoes() {
        byte[] secret = HEX.parseHex("0b".repeat(22));
        assertThat(HEX.formatHex(Hkdf.key(
                        secret, HEX.parseHex("000102030405060708090a0b0c"), HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"), 32)))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
        assertThat(HEX.formatHex(Hkdf.key(secret, "", 32)))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    }

    @Test
    void keysAreBoundToTaskRoundAttemptPairAndUse() {
        byte[] agreed = new byte[32];
        assertThat(SESSION.pairMask(agreed, 1, 2).key())
                .isEqualTo(SESSION.pairMask(agreed, 2, 1).key());
        assertThat(SESSION.pairMask(agreed, 1, 2).sign())
                .isEqualTo(-SESSION.pairMask(agreed, 2, 1).sign());
        assertThat(Stream.of(
                                SESSION.pairMask(agreed, 1, 2).key(),
                                SESSION.pairMask(agreed, 1, 3).key(),
                                SESSION.selfMask(agreed, 1).key(),
                                SESSION.seal(agreed, 1, 2),
                                SESSION.seal(agreed, 2, 1),
                                new Session("task", 4, "attempt")
                                        .pairMask(agreed, 1, 2)
                                        .key(),
                                new Session("task", 3, "again")
                                        .pairMask(agreed, 1, 2)
                                        .key(),
                                new Session("other", 3, "attempt")
                                        .pairMask(agreed, 1, 2)
                                        .key())
                        .map(HEX::formatHex))
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheReceiverOpensSharesAndOnlyAsTheyWereSealed() {
        byte[] agreed = AgreementKey.fresh().agree(AgreementKey.fresh().publicKey());
        Shares shares = new Shares(base64("01".repeat(33)), base64("02".repeat(33)));
        SealedShares sealed = SealedShares.seal(SESSION, agreed, 1, 2, shares, new SecureRandom());
        assertThat(sealed.open(SESSION, agreed)).isEqualTo(shares);
        byte[] changed = Base64.getDecoder().decode(sealed.sealed());
        changed[20] ^= 1;
        Stream.of(
                        new SealedShares(2, 1, sealed.sealed()),
                        new SealedShares(1, 3, sealed.sealed()),
                        new SealedShares(1, 2, Base64.getEncoder().encodeToString(changed)),
                        new SealedShares(1, 2, "c2hvcnQ="))
                .forEach(wrong -> assertThatThrownBy(() -> wrong.open(SESSION, agreed))
                        .isInstanceOf(TributaryException.class)
                        .hasMessageContaining("cannot be opened"));
        assertThatThrownBy(() -> sealed.open(new Session("task", 3, "again"), agreed))
                .isInstanceOf(TributaryException.class);
        assertThat(sealed.toString() + shares).doesNotContain(sealed.sealed(), shares.key());
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HEX.parseHex(hex));
    }
}

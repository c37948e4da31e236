package io.tributary.backend.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class NetworkTest {
    @Test
    void countsAnIPv4AddressAloneAndTheAddressesOfAnIPv6NetworkTogether() throws UnknownHostException {
        assertThat(Network.of("10.0.0.1")).isNotEqualTo(Network.of("10.0.0.2"));
        assertThat(network("2001:db8::1")).isEqualTo(network("2001:db8:0:0:ffff::2"));
        assertThat(network("2001:db8::1")).isNotEqualTo(network("2001:db8:0:1::1"));
    }

    private static String network(String address) throws UnknownHostException {
        return Network.of(InetAddress.getByName(address).getHostAddress());
    }
}

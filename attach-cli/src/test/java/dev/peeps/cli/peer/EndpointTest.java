package dev.peeps.cli.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndpointTest {

  @Test
  void asGraphsWriteThem() {
    assertThat(Endpoint.parse("localhost/127.0.0.1:5432")).hasToString("127.0.0.1:5432");
    assertThat(Endpoint.parse("10.0.0.7:80")).isEqualTo(new Endpoint("0a000007", 80));
    assertThat(Endpoint.parse("db/[2001:db8:0:0:0:0:0:a]:5432"))
        .hasToString("[2001:db8:0:0:0:0:0:a]:5432");
    assertThat(Endpoint.parse("localhost:80")).hasToString("127.0.0.1:80");
  }

  /** Two ways to write one address: sockets of Java are IPv6 ones that talk IPv4. */
  @Test
  void anAddressWithinAnotherIsTheSame() {
    assertThat(Endpoint.parse("[0:0:0:0:0:ffff:7f00:1]:80"))
        .isEqualTo(Endpoint.parse("127.0.0.1:80"));
  }

  /** Nothing is looked up: that could hang like the rest. */
  @Test
  void ofANameOnlyThePortIsKnown() {
    Endpoint named = Endpoint.parse("db.example:5432");
    assertThat(named).isEqualTo(new Endpoint("", 5432));
    assertThat(named.matches(Endpoint.parse("10.0.0.7:5432"))).isTrue();
    assertThat(named.matches(Endpoint.parse("10.0.0.7:5433"))).isFalse();
    assertThat(Endpoint.parse("10.0.0.8:80").matches(Endpoint.parse("10.0.0.7:80"))).isFalse();
  }

  @Test
  void hostileText() {
    for (String text :
        new String[] {
          "", ":", "a", "a:", "a:b", "a:-1", "a:0", "a:65536", "a:999999999999", "a:+8"
        }) {
      assertThat(Endpoint.parse(text)).as(text).isNull();
    }
    for (String host :
        new String[] {
          "1.2.3",
          "1.2.3.4.5",
          "1.2.3.256",
          "1..2.3",
          "-1.2.3.4",
          "[]",
          "[1:2]",
          "[::1]",
          "[1:2:3:4:5:6:7:8:9]",
          "[g:0:0:0:0:0:0:0]",
          "[10000:0:0:0:0:0:0:0]",
          "\u001b[31m",
          "/",
          "٣.1.1.1"
        }) {
      assertThat(Endpoint.parse(host + ":80")).as(host).isEqualTo(new Endpoint("", 80));
    }
  }

  @Test
  void listensOnAllAddresses() {
    Endpoint any = Endpoint.of("00000000000000000000000000000000", 80);
    SocketRow row = new SocketRow(any, Endpoint.of("0".repeat(32), 0), 10, 0, 0, 0, 7);
    assertThat(row.listensAt(Endpoint.parse("127.0.0.1:80"))).isTrue();
    assertThat(row.listensAt(Endpoint.parse("127.0.0.1:81"))).isFalse();
  }
}

package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import org.junit.jupiter.api.Test;

/**
 * What a borrower has given back may still be in his frame, and what it stood for is somebody
 * else's by then: he would wait for himself, and the pool would have lent more than it has.
 */
class ClosedConnectionsTest {
  private static final String PARK =
      "java.util.concurrent.locks.LockSupport.park(LockSupport.java:1)";

  private final Hprof cut = Hprof.cut();
  private final ObjectSpec connection = cut.instance("org.h2.jdbc.JdbcConnection");
  private final ObjectSpec closed = cut.instance("a.Closed");

  private Reading reading() {
    return Reading.of(Layouts.builtIn(), cut);
  }

  /** Who has this wrapper in a frame wants another connection. */
  private void wants(ObjectSpec pool, String method, ObjectSpec wrapper) {
    cut.thread("tx")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at(method + "(Pool.java:2)", pool)
        .at("a.App.order(App.java:3)", wrapper);
  }

  private ObjectSpec agroal(ObjectSpec wrapped) {
    String pools = "io.agroal.pool.";
    ObjectSpec state =
        cut.instance(pools + "ConnectionHandler$State").set("name", cut.string("CHECKED_OUT"));
    cut.klass(pools + "ConnectionHandler$State").extending(cut.klass("java.lang.Enum"));
    ObjectSpec pool = cut.instance(pools + "ConnectionPool");
    ObjectSpec handler =
        cut.instance(pools + "ConnectionHandler")
            .set("state", state)
            .set("connectionPool", pool)
            .set("connection", connection);
    pool.set(
        "allConnections",
        cut.instance(pools + "util.StampedCopyOnWriteArrayList")
            .set("data", cut.array(pools + "ConnectionHandler[]", handler)));
    wants(
        pool,
        pools + "ConnectionPool.handlerFromSharedCache",
        cut.instance(pools + "wrapper.ConnectionWrapper")
            .set("handler", handler)
            .set("wrappedConnection", wrapped));
    return pool;
  }

  @Test
  void ofAgroal() {
    ObjectSpec pool = agroal(closed);
    Reading reading = reading();
    assertThat(reading.entity(pool).state()).isEqualTo("exhausted");
    assertThat(reading.edges())
        .contains("tx needs io.agroal.pool.ConnectionPool")
        .doesNotContain("connection of Agroal held_by tx")
        .doesNotContain("io.agroal.pool.ConnectionPool needs connection of Agroal");
  }

  @Test
  void oneOfAgroalThatIsOpen() {
    agroal(connection);
    assertThat(reading().edges())
        .contains("connection of Agroal held_by tx")
        .contains("io.agroal.pool.ConnectionPool needs connection of Agroal");
  }

  /** The row of a transaction is not his either. */
  @Test
  void whoHasAClosedWrapperHasNoTransaction() {
    ObjectSpec session = cut.instance("org.h2.engine.SessionLocal");
    connection.set("session", session);
    ObjectSpec transaction =
        cut.instance("org.h2.mvstore.tx.Transaction")
            .set("transactionId", 4)
            .set("listener", session);
    cut.thread("loader")
        .state(Thread.State.WAITING)
        .at("java.lang.Object.wait(Object.java:1)")
        .at("org.h2.mvstore.tx.Transaction.waitForThisToEnd(Transaction.java:2)", transaction);
    agroal(closed);
    assertThat(reading().edges())
        .contains("loader needs transaction 4")
        .doesNotContain("transaction 4 held_by tx");
  }

  /** Another one of the same entry. */
  private ObjectSpec givenBack(ObjectSpec entry) {
    return cut.instance("com.zaxxer.hikari.pool.HikariProxyConnection")
        .set("poolEntry", entry)
        .set("delegate", closed);
  }

  private ObjectSpec hikari(ObjectSpec delegate) {
    String pools = "com.zaxxer.hikari.pool.";
    ObjectSpec pool = cut.instance(pools + "HikariPool").set("poolName", cut.string("shop"));
    ObjectSpec entry =
        cut.instance(pools + "PoolEntry")
            .set("state", 1)
            .set("hikariPool", pool)
            .set("connection", connection);
    ObjectSpec entries =
        cut.instance("java.util.concurrent.CopyOnWriteArrayList")
            .set("array", cut.array("java.lang.Object[]", entry));
    pool.set("connectionTimeout", Long.MAX_VALUE)
        .set(
            "connectionBag",
            cut.instance("com.zaxxer.hikari.util.ConcurrentBag").set("sharedList", entries))
        .set("config", cut.instance("com.zaxxer.hikari.HikariConfig").set("maxPoolSize", 1));
    ObjectSpec proxy =
        cut.instance(pools + "HikariProxyConnection")
            .set("poolEntry", entry)
            .set("delegate", delegate);
    cut.klass(pools + "HikariProxyConnection").extending(cut.klass(pools + "ProxyConnection"));
    wants(pool, pools + "HikariPool.getConnection", proxy);
    return entry;
  }

  @Test
  void ofHikari() {
    hikari(closed);
    assertThat(reading().edges())
        .contains("tx needs shop")
        .doesNotContain("connection of shop held_by tx", "shop needs connection of shop");
  }

  /** What he has given back before does not hide what he has now. */
  @Test
  void oneOfHikariThatIsOpen() {
    ObjectSpec entry = hikari(connection);
    cut.thread("earlier")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at("a.App.idle(App.java:9)", givenBack(entry));
    assertThat(reading().edges())
        .contains("connection of shop held_by tx", "shop needs connection of shop");
  }
}

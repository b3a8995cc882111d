package dev.peeps.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.peeps.heap.testing.Hprof;
import dev.peeps.heap.testing.ObjectSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions that wait for each other, and pools of connections: who has what, who waits. */
class DatabaseLayoutsTest {
  private static final String PARK =
      "java.util.concurrent.locks.LockSupport.park(LockSupport.java:1)";
  private static final String WAIT = "java.lang.Object.wait(Object.java:1)";

  private final Hprof cut = Hprof.cut();

  private Reading reading() {
    return Reading.of(Layouts.builtIn(), cut);
  }

  /** A thread with this connection in its frame, which waits for something else. */
  private void worker(String name, ObjectSpec connection) {
    cut.thread(name).state(Thread.State.WAITING).at(PARK).at("a.App.order(App.java:3)", connection);
  }

  private ObjectSpec transactionOfH2(ObjectSpec session) {
    return cut.instance("org.h2.mvstore.tx.Transaction")
        .set("transactionId", 4)
        .set("listener", session);
  }

  @Test
  void aRowOfH2IsFreeWhenTheThreadOfItsTransactionGoesOn() {
    ObjectSpec session = cut.instance("org.h2.engine.SessionLocal");
    ObjectSpec transaction = transactionOfH2(session);
    worker("writer", cut.instance("org.h2.jdbc.JdbcConnection").set("session", session));
    // Its own connection, of another session, says nothing about this transaction.
    ObjectSpec own =
        cut.instance("org.h2.jdbc.JdbcConnection")
            .set("session", cut.instance("org.h2.engine.SessionLocal"));
    cut.thread("loader")
        .state(Thread.State.TIMED_WAITING)
        .at(WAIT)
        .at("org.h2.mvstore.tx.Transaction.waitForThisToEnd(Transaction.java:2)", transaction)
        .at("a.App.load(App.java:4)", own);
    assertThat(reading().edges())
        .contains("loader needs transaction 4 timed", "transaction 4 held_by writer")
        .doesNotContain("transaction 4 held_by loader");
  }

  /** An application has the connection that its pool has wrapped. */
  @Test
  void whoHasAWrapperOfAConnectionHasTheConnection() {
    ObjectSpec session = cut.instance("org.h2.engine.SessionLocal");
    ObjectSpec transaction = transactionOfH2(session);
    ObjectSpec connection = cut.instance("org.h2.jdbc.JdbcConnection").set("session", session);
    String hikari = "com.zaxxer.hikari.pool.";
    ObjectSpec proxy = cut.instance(hikari + "HikariProxyConnection");
    cut.klass(hikari + "HikariProxyConnection").extending(cut.klass(hikari + "ProxyConnection"));
    worker("writer", proxy.set("delegate", connection));
    cut.thread("loader")
        .state(Thread.State.WAITING)
        .at(WAIT)
        .at("org.h2.mvstore.tx.Transaction.waitForThisToEnd(Transaction.java:2)", transaction);
    assertThat(reading().edges()).contains("transaction 4 held_by writer");
  }

  @Test
  void aTransactionOfH2WhoseConnectionIsInNoFrameHasAnUnknownHolder() {
    ObjectSpec transaction = transactionOfH2(cut.instance("org.h2.engine.SessionLocal"));
    cut.thread("loader")
        .state(Thread.State.WAITING)
        .at(WAIT)
        .at("org.h2.mvstore.tx.Transaction.waitForThisToEnd(Transaction.java:2)", transaction);
    assertThat(reading().entity(transaction).attributes().get("held_by"))
        .isEqualTo("unknown: H2 does not record which thread works in a transaction");
  }

  @Test
  void aTableOfH2IsFreeWhenTheThreadOfItsSessionGoesOn() {
    ObjectSpec session = cut.instance("org.h2.engine.SessionLocal");
    ObjectSpec table =
        cut.instance("org.h2.mvstore.db.MVTable").set("lockExclusiveSession", session);
    worker("writer", cut.instance("org.h2.jdbc.JdbcConnection").set("session", session));
    cut.thread("loader")
        .state(Thread.State.WAITING)
        .at(WAIT)
        .at("org.h2.mvstore.db.MVTable.doLock1(MVTable.java:2)", table);
    assertThat(reading().edges())
        .contains("loader needs table of H2", "table of H2 held_by writer");
  }

  @Test
  void aSessionOfHsqldbWaitsForThoseThatKnowIt() {
    ObjectSpec waiting = session(5);
    ObjectSpec holder = session(4, waiting);
    ObjectSpec bystander = session(6);
    worker("writer", connection(holder));
    worker("other", connection(bystander));
    cut.thread("loader")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at("org.hsqldb.Session.executeCompiledStatement(Unknown Source)", waiting)
        .at("a.App.load(App.java:4)", connection(waiting));
    assertThat(reading().edges())
        .contains("loader needs session 4", "session 4 held_by writer")
        .doesNotContain("loader needs session 5", "loader needs session 6");
  }

  private ObjectSpec session(long id, ObjectSpec... waiting) {
    return cut.instance("org.hsqldb.Session")
        .set("sessionId", id)
        .set(
            "waitingSessions",
            cut.instance("org.hsqldb.lib.OrderedHashSet")
                .set("objectKeyTable", cut.array("java.lang.Object[]", (Object[]) waiting)));
  }

  private ObjectSpec connection(ObjectSpec session) {
    return cut.instance("org.hsqldb.jdbc.JDBCConnection").set("sessionProxy", session);
  }

  @Test
  void aLockOfDerbyIsHeldByThoseThatHaveTheConnectionsOfItsTransactions() {
    String locks = "org.apache.derby.impl.services.locks.";
    ObjectSpec transaction = cut.instance("org.apache.derby.impl.store.raw.xact.Xact");
    ObjectSpec granted =
        cut.instance(locks + "Lock")
            .set("space", cut.instance(locks + "LockSpace").set("owner", transaction));
    ObjectSpec control =
        cut.instance(locks + "LockControl").set("firstGrant", granted).set("granted", null);
    worker("writer", derby(transaction));
    cut.thread("loader")
        .state(Thread.State.TIMED_WAITING)
        .at(WAIT)
        .at(locks + "ActiveLock.waitForGrant(ActiveLock.java:2)")
        .at(
            locks + "ConcurrentLockSet.lockObject(ConcurrentLockSet.java:3)",
            cut.instance(locks + "ConcurrentLockSet$Entry").set("control", control))
        .at(
            "a.App.load(App.java:4)",
            derby(cut.instance("org.apache.derby.impl.store.raw.xact.Xact")));
    assertThat(reading().edges())
        .contains("loader needs lock of Derby timed", "lock of Derby held_by writer")
        .doesNotContain("lock of Derby held_by loader");
  }

  private ObjectSpec derby(ObjectSpec transaction) {
    String derby = "org.apache.derby.impl.";
    ObjectSpec tran =
        cut.instance(derby + "store.access.RAMTransaction").set("rawtran", transaction);
    ObjectSpec lcc =
        cut.instance(derby + "sql.conn.GenericLanguageConnectionContext").set("tran", tran);
    return cut.instance(derby + "jdbc.EmbedConnection")
        .set("tr", cut.instance(derby + "jdbc.TransactionResourceImpl").set("lcc", lcc));
  }

  @Test
  void whoHasTheConnectionsOfAgroalIsSeenByTheirFrames() {
    String pools = "io.agroal.pool.";
    ObjectSpec state =
        cut.instance(pools + "ConnectionHandler$State").set("name", cut.string("CHECKED_OUT"));
    cut.klass(pools + "ConnectionHandler$State").extending(cut.klass("java.lang.Enum"));
    ObjectSpec pool = cut.instance(pools + "ConnectionPool");
    ObjectSpec one =
        cut.instance(pools + "ConnectionHandler").set("state", state).set("connectionPool", pool);
    ObjectSpec other =
        cut.instance(pools + "ConnectionHandler").set("state", state).set("connectionPool", pool);
    pool.set(
        "allConnections",
        cut.instance(pools + "util.StampedCopyOnWriteArrayList")
            .set("data", cut.array(pools + "ConnectionHandler[]", one, other)));
    int number = 0;
    for (ObjectSpec handler : List.of(one, other)) {
      ObjectSpec connection = cut.instance("a.Connection");
      handler.set("connection", connection);
      cut.thread("tx-" + number++)
          .state(Thread.State.WAITING)
          .at(PARK)
          .at(pools + "ConnectionPool.handlerFromSharedCache(ConnectionPool.java:2)", pool)
          .at(
              "a.App.order(App.java:3)",
              cut.instance(pools + "wrapper.ConnectionWrapper")
                  .set("handler", handler)
                  .set("wrappedConnection", connection));
    }
    Reading reading = reading();
    assertThat(reading.entity(pool).state()).isEqualTo("exhausted");
    assertThat(reading.edges())
        .contains(
            "tx-0 needs io.agroal.pool.ConnectionPool",
            "io.agroal.pool.ConnectionPool needs connection of Agroal any",
            "connection of Agroal held_by tx-0",
            "connection of Agroal held_by tx-1");
  }

  @Test
  void howManyObjectsAnOldPoolHasLentIsSaid() {
    String pools = "org.apache.commons.pool.impl.";
    ObjectSpec pool =
        cut.instance(pools + "GenericObjectPool")
            .set("_maxActive", 2)
            .set("_numActive", 2)
            .set("_pool", cut.instance(pools + "CursorableLinkedList").set("_size", 0));
    cut.thread("tx")
        .state(Thread.State.WAITING)
        .at(WAIT)
        .at(pools + "GenericObjectPool.borrowObject(GenericObjectPool.java:2)", pool);
    Reading reading = reading();
    assertThat(reading.entity(pool).state()).isEqualTo("exhausted");
    assertThat(reading.entity(pool).attributes()).containsEntry("lent", 2L);
    assertThat(reading.edges()).contains("tx needs " + pools + "GenericObjectPool");
  }

  @Test
  void aPoolWithoutAFreeConnectionInAnyOfItsPartitionsIsExhausted() {
    String pools = "com.jolbox.bonecp.";
    ObjectSpec free =
        cut.instance("java.util.concurrent.LinkedBlockingQueue")
            .set(
                "count", cut.instance("java.util.concurrent.atomic.AtomicInteger").set("value", 0));
    ObjectSpec partition =
        cut.instance(pools + "ConnectionPartition")
            .set("maxConnections", 2)
            .set("createdConnections", 2)
            .set("freeConnections", free);
    ObjectSpec pool =
        cut.instance(pools + "BoneCP")
            .set("partitions", cut.array(pools + "ConnectionPartition[]", partition));
    cut.thread("tx")
        .state(Thread.State.WAITING)
        .at(PARK)
        .at(pools + "BoneCP.getConnection(BoneCP.java:2)", pool);
    Reading reading = reading();
    assertThat(reading.entity(pool).state()).isEqualTo("exhausted");
    assertThat(reading.entity(pool).attributes()).containsEntry("lent", 2L);
    assertThat(reading.edges()).contains("tx needs com.jolbox.bonecp.BoneCP");
  }

  @Test
  void whoWaitsInTheQueueOfAnHttpClientWaitsForThoseThatHaveItsConnections() {
    String pools = "org.apache.hc.core5.pool.";
    ObjectSpec entry = cut.instance(pools + "PoolEntry");
    ObjectSpec node = cut.instance("java.util.HashMap$Node").set("key", entry).set("next", null);
    ObjectSpec leased =
        cut.instance("java.util.HashMap")
            .set("size", 1)
            .set("table", cut.array("java.util.HashMap$Node[]", node));
    ObjectSpec future = cut.instance(pools + "StrictConnPool$1").set("completed", false);
    cut.klass(pools + "StrictConnPool$1")
        .extending(cut.klass("org.apache.hc.core5.concurrent.BasicFuture"));
    ObjectSpec request = cut.instance(pools + "StrictConnPool$LeaseRequest").set("future", future);
    ObjectSpec pending =
        cut.instance("java.util.LinkedList")
            .set(
                "first",
                cut.instance("java.util.LinkedList$Node").set("item", request).set("next", null));
    ObjectSpec pool =
        cut.instance(pools + "StrictConnPool")
            .set("leased", cut.instance("java.util.HashSet").set("map", leased))
            .set("available", cut.instance("java.util.LinkedList").set("first", null))
            .set("pendingRequests", pending)
            .set("maxTotal", 1);
    future.set("this$0", pool);
    cut.thread("caller")
        .state(Thread.State.WAITING)
        .at(WAIT)
        .at("org.apache.hc.core5.concurrent.BasicFuture.get(BasicFuture.java:2)", future)
        .at("a.Client.call(Client.java:3)", entry);
    Reading reading = reading();
    assertThat(reading.entity(pool).state()).isEqualTo("exhausted");
    assertThat(reading.edges())
        .contains(
            pools + "StrictConnPool$1 provided_by " + pools + "StrictConnPool",
            "caller needs " + pools + "StrictConnPool$1",
            "connection held_by caller");
  }
}

package dev.peeps.layout;

/**
 * A block of which perhaps only the heading was read: {@link Body} has the rest. Safe for use by
 * several threads; what a block says is there for whoever has completed it.
 */
abstract class LateBlock {
  /** Null once it was read. */
  private volatile Body body;

  /** Its statements are still to be read. */
  final void unread(Body still) {
    body = still;
  }

  /** Whether nobody has needed it so far. */
  final boolean isUnread() {
    return body != null;
  }

  /** Reads what was not read yet. */
  final void complete() {
    if (body != null) {
      readBody();
    }
  }

  private synchronized void readBody() {
    if (body != null) {
      take(body);
      body = null;
    }
  }

  /** Takes its statements from there. */
  abstract void take(Body still);
}

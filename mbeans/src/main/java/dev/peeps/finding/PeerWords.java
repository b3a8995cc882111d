package dev.peeps.finding;

import dev.peeps.graph.Durations;
import java.util.Map;

/**
 * What the kernel knows of a connection and of who is at its other end, in words: {@code (pid 812,
 * postgres, has closed the connection; from 10.0.0.7:49152)}.
 */
final class PeerWords {
  private final Map<String, Object> facts;
  private final StringBuilder text = new StringBuilder();

  private PeerWords(Map<String, Object> facts) {
    this.facts = facts;
  }

  /** In parentheses, after a space; empty when nothing is known. */
  static String of(Map<String, Object> facts) {
    PeerWords words = new PeerWords(facts);
    words.name();
    words.state();
    words.traffic();
    words.unread();
    if (facts.get("local") != null) {
      words.text.append(words.text.length() == 0 ? "from " : "; from ").append(facts.get("local"));
    }
    return words.text.length() == 0 ? "" : " (" + words.text + ")";
  }

  private void name() {
    if (facts.get("peerPid") != null) {
      text.append("pid ").append(facts.get("peerPid"));
      if (facts.get("peerName") != null) {
        text.append(", ").append(facts.get("peerName"));
      }
      text.append(Boolean.TRUE.equals(facts.get("peerSelf")) ? ", this very process" : "");
    } else if (Boolean.TRUE.equals(facts.get("peerSelf"))) {
      text.append("this very process");
    } else if (facts.get("peerUser") != null) {
      text.append("a process of user ").append(facts.get("peerUser")).append(" on this machine");
    }
  }

  private void state() {
    if (facts.get("peerState") != null) {
      about().append(facts.get("peerState"));
    }
    if (facts.get("peerUnread") != null) {
      about().append("has not read ").append(bytes(facts.get("peerUnread")));
    } else if (facts.get("unacknowledged") != null) {
      about().append("has not taken ").append(bytes(facts.get("unacknowledged")));
    }
    if (number(Silence.AGAIN) > 0) {
      text.append(text.length() == 0 ? "" : ", ").append("sent again ");
      text.append(number(Silence.AGAIN)).append(number(Silence.AGAIN) == 1 ? " time" : " times");
    }
  }

  /** Goes on about the peer. */
  private StringBuilder about() {
    return text.append(text.length() == 0 ? "it " : ", ");
  }

  private void traffic() {
    long silent = number(Silence.SINCE);
    if (silent < 0) {
      return;
    }
    long asked = number(Silence.SENT);
    boolean never = number("received") == 0;
    text.append(text.length() == 0 ? "" : "; ");
    if (asked == silent && !never) {
      text.append("last sent to, and last heard of, at the same moment ");
      text.append(Durations.text(asked)).append(" ago");
    } else if (asked >= 0 && asked <= silent) {
      // What was sent last is the question: before it, silence meant nothing.
      text.append("last sent to ").append(Durations.text(asked)).append(" ago, nothing has ");
      text.append(never ? "ever come" : "come since");
      if (number("longestUnansweredMillis") >= 0) {
        text.append(", on another of them for ");
        text.append(Durations.text(number("longestUnansweredMillis")));
      }
    } else {
      text.append(never ? "nothing has ever come, connected for " : "nothing has come for ");
      text.append(Durations.text(silent));
    }
  }

  private void unread() {
    if (facts.get("unread") != null) {
      boolean one = number("unread") == 1;
      text.append(text.length() == 0 ? "" : ", ").append(bytes(facts.get("unread")));
      text.append(" from it ").append(one ? "is" : "are").append(" here and nobody has read ");
      text.append(one ? "it" : "them");
    }
  }

  private static String bytes(Object number) {
    return number + (Long.valueOf(1).equals(number) ? " byte" : " bytes");
  }

  /** -1 when it is not known. */
  private long number(String key) {
    Object fact = facts.get(key);
    return fact instanceof Long ? (Long) fact : -1;
  }
}

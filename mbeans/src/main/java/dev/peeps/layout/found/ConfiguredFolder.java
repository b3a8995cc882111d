package dev.peeps.layout.found;

/** Where a user keeps layouts that always count; the same for the command and the registry. */
public final class ConfiguredFolder {
  private ConfiguredFolder() {}

  /**
   * {@code $XDG_CONFIG_HOME/peeps/layouts}, else {@code ~/.config/peeps/layouts}; it need not
   * exist.
   *
   * @param configHome value of that variable, or null; a relative one does not count
   */
  public static String of(String configHome) {
    boolean given = configHome != null && configHome.startsWith("/");
    return (given ? configHome : System.getProperty("user.home", "") + "/.config")
        + "/peeps/layouts";
  }
}

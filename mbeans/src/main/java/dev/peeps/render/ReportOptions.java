package dev.peeps.render;

import java.util.Objects;

/** What a report shows. Immutable; made with {@link Builder}. */
public final class ReportOptions {
  /** How many entries a section of the text has unless told otherwise. */
  public static final int DEFAULT_TOP = 100;

  private static final ReportOptions DEFAULTS = new Builder().build();

  private final boolean all;
  private final int top;
  private final Selection selection;
  private final boolean stacks;
  private final Palette palette;
  private final int width;

  private ReportOptions(Builder builder) {
    this.all = builder.all;
    this.top = builder.top;
    this.selection = builder.selection;
    this.stacks = builder.stacks;
    this.palette = builder.palette;
    this.width = builder.width;
  }

  /** Everything that waits, one example a group, no colour, no wrapping. */
  public static ReportOptions defaults() {
    return DEFAULTS;
  }

  /** True to show what is idle, running or uncontended too. Text only. */
  public boolean all() {
    return all;
  }

  /**
   * How many entries each section shows at most; the rest is counted. 0 for no limit. Text only.
   */
  public int top() {
    return top;
  }

  /** Which tasks and findings are shown. */
  public Selection selection() {
    return selection;
  }

  /** True to show every member of a group with its whole stack, not one example. Text only. */
  public boolean stacks() {
    return stacks;
  }

  public Palette palette() {
    return palette;
  }

  /** Columns after which sentences are wrapped; 0 for never. Stacks are never wrapped. */
  public int width() {
    return width;
  }

  /** Collects options; starts from the defaults. */
  public static final class Builder {
    private boolean all;
    private int top = DEFAULT_TOP;
    private Selection selection = Selection.ALL;
    private boolean stacks;
    private Palette palette = Palette.NONE;
    private int width;

    public Builder all(boolean value) {
      all = value;
      return this;
    }

    /**
     * See {@link ReportOptions#top}.
     *
     * @throws IllegalArgumentException when negative
     */
    public Builder top(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("top is negative: " + value);
      }
      top = value;
      return this;
    }

    public Builder selection(Selection value) {
      selection = Objects.requireNonNull(value);
      return this;
    }

    public Builder stacks(boolean value) {
      stacks = value;
      return this;
    }

    public Builder palette(Palette value) {
      palette = Objects.requireNonNull(value);
      return this;
    }

    /**
     * See {@link ReportOptions#width}.
     *
     * @throws IllegalArgumentException when negative
     */
    public Builder width(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("width is negative: " + value);
      }
      width = value;
      return this;
    }

    public ReportOptions build() {
      return new ReportOptions(this);
    }
  }
}

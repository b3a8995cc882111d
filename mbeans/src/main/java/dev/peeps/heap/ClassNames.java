package dev.peeps.heap;

/** The LOAD CLASS records: which serial and which id have which name. */
final class ClassNames {
  private final Symbols symbols;
  private final LongIndex ids = new LongIndex();
  private final LongList names = new LongList();
  private final LongIndex serials = new LongIndex();
  private final LongList serialNames = new LongList();

  ClassNames(Symbols symbols) {
    this.symbols = symbols;
  }

  void add(int serial, long id, long name) {
    int before = ids.size();
    if (ids.add(id) == before) {
      names.add(name);
    }
    before = serials.size();
    if (serials.add(serial) == before) {
      serialNames.add(name);
    }
  }

  /** Binary name of the class with this id, or null. */
  String ofId(long id) {
    int number = ids.find(id);
    return number < 0 ? null : binary(names.get(number));
  }

  /** Binary name of the class with this serial, or null. */
  String ofSerial(int serial) {
    int number = serials.find(serial);
    return number < 0 ? null : binary(serialNames.get(number));
  }

  private String binary(long name) {
    String internal = symbols.text(name);
    return internal == null ? null : Symbols.binaryName(internal);
  }
}

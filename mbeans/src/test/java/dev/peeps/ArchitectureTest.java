package dev.peeps;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows run one way: registry → render → finding → graph ← layout ← heap. */
@AnalyzeClasses(packages = "dev.peeps", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String JDK = "java..";

  @ArchTest static final ArchRule HEAP_KNOWS_NOBODY = only("heap");

  @ArchTest static final ArchRule GRAPH_KNOWS_NOBODY = only("graph");

  @ArchTest
  static final ArchRule LAYOUT_READS_HEAPS_AND_MAKES_GRAPHS = only("layout", "heap", "graph");

  @ArchTest static final ArchRule FINDING_KNOWS_GRAPHS = only("finding", "graph");

  @ArchTest static final ArchRule WHY_KNOWS_FINDINGS_AND_GRAPHS = only("why", "finding", "graph");

  @ArchTest static final ArchRule DIFF_KNOWS_FINDINGS_AND_GRAPHS = only("diff", "finding", "graph");

  @ArchTest
  static final ArchRule MACRO_MAKES_FINDINGS_OF_LAYOUTS =
      only("macro", "finding", "layout", "graph");

  @ArchTest
  static final ArchRule RENDER_KNOWS_ALL_VERDICTS =
      only("render", "why", "diff", "finding", "graph");

  @ArchTest
  static final ArchRule NOBODY_KNOWS_THE_COMMAND =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.peeps.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.peeps.cli..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule NOBODY_BUT_THE_COMMAND_KNOWS_THE_REGISTRY =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.peeps.registry..", "dev.peeps.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.peeps.registry..")
          .allowEmptyShould(true);

  /** Classes of the first package depend on the JDK and on the given packages, on nothing else. */
  private static ArchRule only(String... packages) {
    String[] allowed = new String[packages.length + 1];
    allowed[0] = JDK;
    for (int i = 0; i < packages.length; i++) {
      allowed[i + 1] = "dev.peeps." + packages[i] + "..";
    }
    return classes()
        .that()
        .resideInAPackage(allowed[1])
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .allowEmptyShould(true);
  }
}

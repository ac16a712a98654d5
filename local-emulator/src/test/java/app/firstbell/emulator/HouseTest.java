package app.firstbell.emulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The emulator learns everything from `cdk.out` and the jars it names: it knows nothing of the
/// product it runs.
@AnalyzeClasses(packages = "app.firstbell", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  @ArchTest
  static final ArchRule KNOWS_NOTHING_OF_THE_PRODUCT =
      noClasses()
          .that()
          .resideInAPackage("app.firstbell.emulator..")
          .should()
          .dependOnClassesThat(
              new DescribedPredicate<JavaClass>("are the product's") {
                @Override
                public boolean test(JavaClass type) {
                  return type.getPackageName().startsWith("app.firstbell")
                      && !type.getPackageName().startsWith("app.firstbell.emulator");
                }
              });

  @ArchTest
  static final ArchRule TEMPLATE_STANDS_ALONE =
      noClasses()
          .that()
          .resideInAPackage("app.firstbell.emulator.template")
          .should()
          .dependOnClassesThat(
              new DescribedPredicate<JavaClass>("are other parts of the emulator") {
                @Override
                public boolean test(JavaClass type) {
                  return type.getPackageName().startsWith("app.firstbell.emulator")
                      && !type.getPackageName().equals("app.firstbell.emulator.template");
                }
              });
}

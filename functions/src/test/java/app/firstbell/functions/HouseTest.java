package app.firstbell.functions;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The house is one-way, and its edges are few.
class HouseTest {
  private static final int SCREEN = 80;

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("app.firstbell");

  @Test
  void functionsKnowTheDomainAndTheDomainKnowsNothingOfThem() {
    noClasses()
        .that()
        .resideOutsideOfPackage("app.firstbell.functions..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "app.firstbell.functions..",
            "app.firstbell.infra..",
            "app.firstbell.emulator..",
            "com.amazonaws..",
            "software.amazon.lambda..",
            "software.amazon.awscdk..",
            "software.amazon.awssdk.services.apigatewaymanagementapi..",
            "java.net.http..")
        .check(HOUSE);
  }

  @Test
  void functionsKnowNeitherTheStackNorTheEmulator() {
    noClasses()
        .that()
        .resideInAPackage("app.firstbell.functions..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "app.firstbell.infra..", "app.firstbell.emulator..", "software.amazon.awscdk..")
        .check(HOUSE);
  }

  @Test
  void timeChanceAndTheEnvironmentComeInAtTheEdgeOnly() {
    ArchRule rule =
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("app.firstbell.functions.Environment")
            .and()
            // New ids, and how long a retry waits: the two named edges of chance.
            .doNotHaveFullyQualifiedName("app.firstbell.identity.Ids")
            .and()
            .doNotHaveFullyQualifiedName("app.firstbell.dynamo.Pause")
            .should()
            .callMethodWhere(
                target(
                        owner(
                            nameMatching(
                                "java\\.time\\.(Instant|LocalDate|LocalDateTime|ZonedDateTime)")))
                    .and(target(nameMatching("now"))))
            .orShould()
            .callMethodWhere(
                target(owner(nameMatching("java\\.time\\.(Clock|InstantSource)")))
                    .and(target(nameMatching("system.*"))))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|concurrent\\.ThreadLocalRandom)")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.security\\.SecureRandom");
    rule.check(HOUSE);
  }

  /// Whoever makes a client of DynamoDB makes one without the fence.
  @Test
  void theEdgeAloneMakesClients() {
    noClasses()
        .that()
        .haveNameNotMatching("app\\.firstbell\\.functions\\.Environment(\\$.*)?")
        .should()
        .callMethodWhere(
            target(owner(nameMatching("software\\.amazon\\.awssdk\\.services\\..*Client")))
                .and(target(nameMatching("builder|create"))))
        .check(HOUSE);
  }

  /// Where a scope opens and grows. Each of these has a proof at hand; a store never has one, so
  /// none can make its scope wider.
  @Test
  void aScopeGrowsOnlyWhereThereIsAProof() {
    assertEquals(
        Map.of(
            Proof.TOKEN, "Credentials SignIn",
            Proof.TICKET, "AuthorizeHandler ConnectHandler DisconnectHandler FrameEdge",
            Proof.LINK, "Links SignUp",
            Proof.LOGIN, "PasswordChange SignIn",
            Proof.POLICY, "Gate",
            Proof.DIRECTORY, "Organizations",
            Proof.NEW, "Customers SignUp",
            Proof.RECORD,
                "AuditHandler Departures MeteringHandler NightlyCheck NoticesHandler OutboxHandler"
                    + " TimersHandler",
            Proof.OPERATORS, "Accepts Listings RoomPosts Speaker Starts Visitors",
            Proof.PUBLIC, "Photos Visitors"),
        without(Proof.INVOKED));
    assertEquals("ProvisionHandler Provisioning", whoGives(Proof.INVOKED));
    assertEquals(
        "Accounts Credentials",
        names(
            HOUSE.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> isOfScope(call) && call.getName().equals("glance"))));
  }

  private static Map<Proof, String> without(Proof one) {
    return Stream.of(Proof.values())
        .filter(proof -> proof != one)
        .collect(Collectors.toMap(proof -> proof, HouseTest::whoGives));
  }

  private static String whoGives(Proof proof) {
    return names(
        HOUSE.stream()
            .filter(type -> !type.getPackageName().equals("app.firstbell.isolation"))
            .flatMap(type -> type.getFieldAccessesFromSelf().stream())
            .filter(access -> access.getTargetOwner().isEquivalentTo(Proof.class))
            .filter(access -> access.getName().equals(proof.name())));
  }

  private static boolean isOfScope(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(TenantScope.class);
  }

  private static String names(Stream<? extends JavaAccess<?>> accesses) {
    return accesses
        .map(access -> access.getOriginOwner().getName().replaceAll(".*\\.|\\$.*", ""))
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @Test
  void handlersAreNamedSoAndCanBeMadeByLambda() {
    classes()
        .that()
        .implement(RequestHandler.class)
        .should()
        .haveSimpleNameEndingWith("Handler")
        .andShould()
        .bePublic()
        .check(HOUSE);
    HOUSE.stream()
        .filter(type -> type.isAssignableTo(RequestHandler.class))
        .forEach(type -> assertTrue(type.tryGetConstructor().isPresent(), type.getName()));
  }

  @Test
  void aHandlerFitsOnAScreen() {
    List<String> longer =
        sources()
            .filter(file -> file.toString().endsWith("Handler.java"))
            .filter(HouseTest::isLong)
            .map(Path::toString)
            .toList();
    assertEquals(List.of(), longer, "handlers of more than " + SCREEN + " lines");
  }

  private static boolean isLong(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count() > SCREEN;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Stream<Path> sources() {
    try {
      return Files.walk(Path.of("src/main/java"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

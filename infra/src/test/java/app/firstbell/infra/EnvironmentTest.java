package app.firstbell.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

  @Test
  void anUnknownEnvironmentIsRefusedWithTheNamesOfThoseThereAre() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Environment.from(context(Map.of("env", "live"))));

    assertEquals(
        "There is no environment 'live'. Expected -c env=dev or -c env=prod.",
        String.valueOf(refusal.getMessage()));
  }

  @Test
  void productionAsksForTheSenderOfItsMails() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Environment.from(
                    context(Map.of("env", "prod", "alarmTopic", "arn:aws:sns:r:1:oncall"))));

    assertTrue(
        String.valueOf(refusal.getMessage()).contains("-c mailFrom=chats@example.com"),
        String.valueOf(refusal.getMessage()));
  }

  @Test
  void productionAsksForSomebodyWhomItsAlarmsCall() {
    var refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Environment.from(context(Map.of("env", "prod", "mailFrom", "chats@example.com"))));

    assertEquals(
        "Environment 'prod' needs somebody to call. Expected -c alarmTopic=<ARN of an SNS topic>, came nothing.",
        String.valueOf(refusal.getMessage()));
  }

  @Test
  void aTopicThatIsNoArnIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Environment.from(context(Map.of("alarmTopic", "oncall"))));
  }

  @Test
  void aProductThatIsNotBuiltIsNamedWithTheCommandThatBuildsIt(@TempDir Path root)
      throws Exception {
    Files.createDirectories(root.resolve("functions/target/lambda"));

    var refusal =
        assertThrows(
            IllegalStateException.class, () -> BuildProducts.below(root, context(Map.of())));

    assertTrue(
        String.valueOf(refusal.getMessage()).contains("web/dist/app"),
        String.valueOf(refusal.getMessage()));
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("npm --prefix web run build"),
        String.valueOf(refusal.getMessage()));
  }

  @Test
  void aProductMayLieElsewhere(@TempDir Path root) throws Exception {
    for (var name : new String[] {"f", "a", "s"}) {
      Files.createDirectory(root.resolve(name));
    }

    var products =
        BuildProducts.below(
            root, context(Map.of("functionsDir", "f", "appDir", "a", "shopDir", "s")));

    assertEquals(root.resolve("a"), products.app());
  }

  private static Context context(Map<String, String> values) {
    return name -> Optional.ofNullable(values.get(name));
  }
}

package app.firstbell.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.iam.TemplatePolicies;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @Test
  void theCommandLineIsRead() {
    Arguments given =
        Arguments.parse(
            "--cdk-out",
            "cdk.out",
            "--port",
            "9000",
            "--iam",
            "warn",
            "--data",
            "kept",
            "--executor",
            "in-process",
            "--tell",
            "people",
            "--outputs",
            "o.json");
    assertEquals(Path.of("cdk.out"), given.options().cdkOut());
    assertEquals(9000, given.options().port());
    assertEquals(TemplatePolicies.Mode.WARN, given.options().iam());
    assertEquals(Optional.of(Path.of("kept")), given.options().data());
    assertEquals(Optional.of(Path.of("o.json")), given.outputs());
    assertEquals(List.of("people"), given.tells());
  }

  @ParameterizedTest
  @CsvSource({
    "--cdk-out cdk.out --port many, --port 0 to 65000; got many",
    "--cdk-out cdk.out --iam maybe, --iam enforce or warn; got maybe",
    "--port 8080, --cdk-out DIR",
    "--cdk-out, a value after --cdk-out",
    "--cdk-out cdk.out --executor process, not built yet",
    "--cdk-out cdk.out --executor thread, --executor in-process; got thread",
    "--cdk-out cdk.out --speed high, an option; got --speed",
    "--cdk-out cdk.out --invoke Function=/no/such/file, a readable file",
  })
  void whatIsNotExpectedIsSaid(String line, String reason) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> Arguments.parse(line.split(" ")))
                .getMessage());
    assertTrue(message.contains(reason), message);
  }
}

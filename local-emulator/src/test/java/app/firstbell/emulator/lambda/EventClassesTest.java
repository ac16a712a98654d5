package app.firstbell.emulator.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.joda.time.DateTime;
import org.junit.jupiter.api.Test;

/// Several functions that read the same kind of event, each with AWS's classes of its own.
class EventClassesTest {
  private static final byte[] EVENT =
      """
      {"Records":[{"eventName":"INSERT","dynamodb":{"SequenceNumber":"7","NewImage":{"pk":{"S":"demo#link"}}}}]}
      """
          .getBytes(StandardCharsets.UTF_8);

  @FunctionalInterface
  private interface Serializers {
    PojoSerializer<?> of(Class<?> event, ClassLoader loader);
  }

  /// The items that each of three functions sees in the event.
  private static List<Boolean> sees(Serializers serializers) throws Exception {
    URL[] jars = {
      DynamodbEvent.class.getProtectionDomain().getCodeSource().getLocation(),
      DateTime.class.getProtectionDomain().getCodeSource().getLocation()
    };
    List<Boolean> seen = new ArrayList<>();
    for (int function = 0; function < 3; function++) {
      var loader = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
      Class<?> type = Class.forName(DynamodbEvent.class.getName(), true, loader);
      Object event = serializers.of(type, loader).fromJson(new ByteArrayInputStream(EVENT));
      Object record = ((List<?>) type.getMethod("getRecords").invoke(event)).getFirst();
      Object change = record.getClass().getMethod("getDynamodb").invoke(record);
      Object image = change.getClass().getMethod("getNewImage").invoke(change);
      seen.add(image instanceof Map<?, ?> map && map.containsKey("pk"));
    }
    return seen;
  }

  @Test
  void eachFunctionSeesTheItemsOfAStream() throws Exception {
    assertEquals(List.of(true, true, true), sees(EventClasses::serializerFor));
  }

  /// What the library does by itself; when this fails, [EventClasses] is needed no more.
  @Test
  void byTheLibraryAloneOnlyOneDoes() throws Exception {
    EventClasses.forget();

    assertEquals(List.of(true, false, false), sees(LambdaEventSerializers::serializerFor));
  }
}

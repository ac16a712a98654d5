package app.firstbell.emulator.lambda;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.util.SerializeUtil;
import java.lang.reflect.Field;
import java.util.Map;

/// How the library `aws-lambda-java-serialization` reads AWS's event classes, for many functions in
/// one JVM.
///
/// The library remembers an event's inner classes by their names: on AWS a process has one
/// function. Here each function has its own, and the second one to read a stream would be handed
/// records without their items, silently. So the memory is emptied before each use.
final class EventClasses {
  private static final Map<?, ?> REMEMBERED = remembered();

  private EventClasses() {}

  static synchronized <T> PojoSerializer<T> serializerFor(Class<T> event, ClassLoader loader) {
    forget();
    return LambdaEventSerializers.serializerFor(event, loader);
  }

  static synchronized void forget() {
    REMEMBERED.clear();
  }

  private static Map<?, ?> remembered() {
    for (Field field : SerializeUtil.class.getDeclaredFields()) {
      if (Map.class.isAssignableFrom(field.getType())) {
        try {
          field.setAccessible(true);
          if (field.get(null) instanceof Map<?, ?> map) {
            return map;
          }
        } catch (IllegalAccessException e) {
          throw new IllegalStateException("cannot reach " + field, e);
        }
      }
    }
    throw new IllegalStateException(
        "aws-lambda-java-serialization remembers classes in another way than version 1.2.0 did");
  }
}

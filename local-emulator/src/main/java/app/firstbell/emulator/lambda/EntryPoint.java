package app.firstbell.emulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A handler instance, called with and answering JSON. (De)serialization is the Java runtime's own:
/// the library `aws-lambda-java-serialization`, with its treatment of AWS's event classes.
@FunctionalInterface
interface EntryPoint {
  byte[] call(byte[] event, Context context) throws Exception;

  /// Makes an instance of the handler's class by its constructor without arguments.
  ///
  /// @param handler `package.Class` or `package.Class::handleRequest`
  /// @throws Throwable what the class's initializer or constructor threw, or why it is no handler
  static EntryPoint load(String handler, ClassLoader loader) throws Throwable {
    int colons = handler.indexOf("::");
    String className = colons < 0 ? handler : handler.substring(0, colons);
    String method = colons < 0 ? "handleRequest" : handler.substring(colons + 2);
    Class<?> type = Class.forName(className, true, loader);
    if (!method.equals("handleRequest")
        || !(RequestHandler.class.isAssignableFrom(type)
            || RequestStreamHandler.class.isAssignableFrom(type))) {
      throw new IllegalArgumentException(
          "expected Class::handleRequest of a RequestHandler or RequestStreamHandler, got "
              + handler);
    }
    Object instance;
    try {
      instance = type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
    return instance instanceof RequestStreamHandler stream
        ? ofStream(stream)
        : ofObject((RequestHandler<?, ?>) instance, type, loader);
  }

  private static EntryPoint ofStream(RequestStreamHandler handler) {
    return (event, context) -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream(512);
      handler.handleRequest(new ByteArrayInputStream(event), out, context);
      return out.toByteArray();
    };
  }

  @SuppressWarnings("unchecked") // The serializer reads the very type that the handler declares.
  private static EntryPoint ofObject(
      RequestHandler<?, ?> handler, Class<?> type, ClassLoader loader) {
    Type[] parameters = parametersOf(type, Map.of());
    if (parameters == null
        || parameters[0] instanceof TypeVariable
        || parameters[1] instanceof TypeVariable) {
      throw new IllegalArgumentException(
          "expected "
              + type.getName()
              + " to implement RequestHandler with concrete type parameters");
    }
    PojoSerializer<Object> input = serializerFor(parameters[0], loader);
    PojoSerializer<Object> output = serializerFor(parameters[1], loader);
    RequestHandler<Object, Object> typed = (RequestHandler<Object, Object>) handler;
    return (event, context) -> {
      Object answer = typed.handleRequest(input.fromJson(new ByteArrayInputStream(event)), context);
      ByteArrayOutputStream out = new ByteArrayOutputStream(512);
      output.toJson(answer, out);
      return out.toByteArray();
    };
  }

  @SuppressWarnings("unchecked") // As above.
  private static PojoSerializer<Object> serializerFor(Type type, ClassLoader loader) {
    if (type instanceof Class<?> plain
        && LambdaEventSerializers.isLambdaSupportedEvent(plain.getName())) {
      return (PojoSerializer<Object>) EventClasses.serializerFor(plain, loader);
    }
    return JacksonFactory.getInstance().getSerializer(type);
  }

  /// `RequestHandler`'s two type arguments as a class or one above it fixes them.
  private static Type @Nullable [] parametersOf(
      @Nullable Type type, Map<TypeVariable<?>, Type> known) {
    return switch (type) {
      case null -> null;
      case ParameterizedType generic when generic.getRawType() instanceof Class<?> raw -> {
        Map<TypeVariable<?>, Type> inner = new HashMap<>(known);
        Type[] arguments = generic.getActualTypeArguments();
        for (int i = 0; i < arguments.length; i++) {
          inner.put(raw.getTypeParameters()[i], known.getOrDefault(arguments[i], arguments[i]));
        }
        yield raw == RequestHandler.class
            ? new Type[] {
              inner.getOrDefault(raw.getTypeParameters()[0], Object.class),
              inner.getOrDefault(raw.getTypeParameters()[1], Object.class)
            }
            : parametersAbove(raw, inner);
      }
      case Class<?> plain -> parametersAbove(plain, known);
      default -> null;
    };
  }

  private static Type @Nullable [] parametersAbove(
      Class<?> type, Map<TypeVariable<?>, Type> known) {
    for (Type above : type.getGenericInterfaces()) {
      Type[] found = parametersOf(above, known);
      if (found != null) {
        return found;
      }
    }
    return parametersOf(type.getGenericSuperclass(), known);
  }
}

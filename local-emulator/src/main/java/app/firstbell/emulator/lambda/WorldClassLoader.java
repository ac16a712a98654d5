package app.firstbell.emulator.lambda;

import app.firstbell.emulator.lambda.bridge.Bridge;
import app.firstbell.emulator.lambda.bridge.World;
import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Loads classes that live in a [World] of their own.
///
/// Seen from inside, the class path is what Lambda's Java runtime gives: the JDK, the interfaces of
/// `aws-lambda-java-core`, and the function's own archive. The emulator and its libraries are
/// invisible.
///
/// With a shared loader for the AWS SDK as `sdk`, its classes come from there (see [SharedSdk]).
final class WorldClassLoader extends ClassLoader implements World.Holder {
  private static final String RUNTIME = "com.amazonaws.services.lambda.runtime.";
  private static final String BRIDGE = Bridge.class.getName();
  private static final String BRIDGE_PACKAGE = Bridge.class.getPackageName() + ".";
  private static final byte[] BRIDGE_BYTES = bytesOfBridge();

  static {
    registerAsParallelCapable();
  }

  private final ClassArchive archive;
  private final @Nullable SharedSdk sdk;
  private final World world;
  private final Map<URL, ProtectionDomain> domains = new ConcurrentHashMap<>();

  WorldClassLoader(String name, ClassArchive archive, @Nullable SharedSdk sdk, World world) {
    super(name, ClassLoader.getPlatformClassLoader());
    this.archive = archive;
    this.sdk = sdk;
    this.world = world;
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("java.")) {
      return getParent().loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        loaded = define(name);
      }
      return loaded != null ? loaded : getParent().loadClass(name);
    }
  }

  private @Nullable Class<?> define(String name) throws ClassNotFoundException {
    if (name.equals(BRIDGE)) {
      return defineClass(name, BRIDGE_BYTES, 0, BRIDGE_BYTES.length);
    }
    if (name.startsWith(BRIDGE_PACKAGE) || belongsToRuntimeInterface(name)) {
      return Class.forName(name, false, Context.class.getClassLoader());
    }
    String entry = name.replace('.', '/') + ".class";
    if (sdk != null && sdk.gives(entry)) {
      return sdk.loader().loadClass(name);
    }
    ClassArchive.Found found = archive.find(entry);
    return found == null
        ? null
        : defineClass(name, found.bytes(), 0, found.bytes().length, domain(found.location()));
  }

  /// `aws-lambda-java-core` is the runtime's; the packages `events` and `serialization` below it
  /// are the function's.
  private static boolean belongsToRuntimeInterface(String name) {
    if (!name.startsWith(RUNTIME)) {
      return false;
    }
    String rest = name.substring(RUNTIME.length());
    return rest.indexOf('.') < 0 || rest.startsWith("logging.");
  }

  private ProtectionDomain domain(URL location) {
    return domains.computeIfAbsent(
        location,
        url -> new ProtectionDomain(new CodeSource(url, (Certificate[]) null), null, this, null));
  }

  @Override
  public @Nullable URL getResource(String name) {
    List<URL> own = archive.urls(name);
    if (!own.isEmpty()) {
      return own.getFirst();
    }
    URL shared = sdk == null ? null : sdk.loader().getResource(name);
    return shared != null ? shared : getParent().getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = new ArrayList<>(archive.urls(name));
    if (sdk != null) {
      all.addAll(sdk.resources(name));
    }
    all.addAll(Collections.list(getParent().getResources(name)));
    return Collections.enumeration(all);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    URL url = getResource(name);
    try {
      return url == null ? null : url.openStream();
    } catch (IOException _) {
      return null;
    }
  }

  private static byte[] bytesOfBridge() {
    String resource = "/" + BRIDGE.replace('.', '/') + ".class";
    try (InputStream in = WorldClassLoader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the emulator's own class " + BRIDGE + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package app.firstbell.emulator.lambda;

import app.firstbell.emulator.aws.AwsAnswer;
import app.firstbell.emulator.aws.AwsApi;
import app.firstbell.emulator.aws.AwsCall;
import app.firstbell.emulator.aws.JsonProtocol;
import app.firstbell.emulator.aws.Signature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One exchange with the AWS endpoint that never leaves the JVM: the request is handed over when
/// the answer is first asked for, on the thread that asks.
final class InProcessConnection extends HttpURLConnection {
  private static final int FIRST_ERROR = 400;

  private final AwsApi api;
  private final Map<String, String> requestHeaders = new HashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
  private @Nullable AwsAnswer answer;

  InProcessConnection(URL url, AwsApi api) {
    super(url);
    this.api = api;
  }

  @Override
  public void connect() {
    connected = true;
  }

  @Override
  public void disconnect() {}

  @Override
  public boolean usingProxy() {
    return false;
  }

  @Override
  public void setRequestProperty(String name, String value) {
    requestHeaders.put(name.toLowerCase(Locale.ROOT), value);
  }

  @Override
  public void addRequestProperty(String name, String value) {
    requestHeaders.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
  }

  @Override
  public @Nullable String getRequestProperty(String name) {
    return requestHeaders.get(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public OutputStream getOutputStream() {
    connect();
    return body;
  }

  private AwsAnswer answer() {
    AwsAnswer known = answer;
    if (known == null) {
      String method =
          body.size() > 0 && getRequestMethod().equals("GET") ? "POST" : getRequestMethod();
      AwsCall call =
          new AwsCall(
              method,
              url.getPath().isEmpty() ? "/" : url.getPath(),
              url.getQuery() == null ? "" : url.getQuery(),
              requestHeaders,
              body.toByteArray());
      known =
          CurrentFunction.get()
              .map(function -> ofFunction(function, call))
              .orElseGet(() -> api.answer(call));
      answer = known;
      responseCode = known.status();
    }
    return known;
  }

  /// A function calls as itself and as nobody else: keys that are not its own are no one's on AWS.
  private AwsAnswer ofFunction(CurrentFunction function, AwsCall call) {
    if (function.hasEnded()) {
      throw new UncheckedIOException(
          new IOException("the environment of " + function.definition().name() + " has ended"));
    }
    boolean isItself =
        Signature.of(call)
            .map(Signature::accessKeyId)
            .filter(function.definition().accessKeyId()::equals)
            .isPresent();
    return isItself
        ? CurrentFunction.outside(() -> api.answer(call))
        : JsonProtocol.error(
            403,
            "UnrecognizedClientException",
            "The security token included in the request is invalid: expected the access key of "
                + function.definition().logicalId());
  }

  @Override
  public int getResponseCode() {
    return answer().status();
  }

  @Override
  public String getResponseMessage() {
    return answer().status() < FIRST_ERROR ? "OK" : "Error";
  }

  @Override
  public InputStream getInputStream() throws IOException {
    if (answer().status() >= FIRST_ERROR) {
      throw new IOException(
          "Server returned HTTP response code: " + answer().status() + " for URL: " + url);
    }
    return new ByteArrayInputStream(answer().body());
  }

  @Override
  public @Nullable InputStream getErrorStream() {
    return answer().status() >= FIRST_ERROR ? new ByteArrayInputStream(answer().body()) : null;
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    answer().headers().forEach((name, value) -> fields.put(name, List.of(value)));
    fields.putIfAbsent("Content-Length", List.of(String.valueOf(answer().body().length)));
    return fields;
  }

  @Override
  public @Nullable String getHeaderField(String name) {
    for (Map.Entry<String, List<String>> field : getHeaderFields().entrySet()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return field.getValue().getFirst();
      }
    }
    return null;
  }
}

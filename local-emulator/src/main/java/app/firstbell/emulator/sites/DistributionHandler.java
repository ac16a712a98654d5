package app.firstbell.emulator.sites;

import app.firstbell.emulator.gateway.ApiGateway;
import app.firstbell.emulator.sites.Distribution.Behavior;
import app.firstbell.emulator.template.Assembly;
import app.firstbell.emulator.template.Resource;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Serves one CloudFront distribution: picks the behaviour by the path, and answers from its bucket
/// or passes on to its API.
///
/// Nothing is cached: an answer is always what the origin has now. WebSockets pass through to API
/// origins.
public final class DistributionHandler extends Handler.Abstract {
  private static final String NOT_ALLOWED =
      """
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>ERROR: The request could not be satisfied</title></head>
      <body><h1>403 ERROR</h1><p>This distribution is not configured to allow the HTTP request method that was used for this request.</p></body></html>
      """;

  private final Distribution distribution;
  private final Buckets buckets;
  private final ApiGateway gateway;

  private DistributionHandler(Distribution distribution, Buckets buckets, ApiGateway gateway) {
    this.distribution = distribution;
    this.buckets = buckets;
    this.gateway = gateway;
  }

  /// @param resource an `AWS::CloudFront::Distribution` of the assembly
  /// @param secrets puts in the values of the secrets that a text refers to
  public static DistributionHandler of(
      Resource resource,
      Assembly assembly,
      Buckets buckets,
      ApiGateway gateway,
      UnaryOperator<String> secrets) {
    return new DistributionHandler(Distribution.of(resource, assembly, secrets), buckets, gateway);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    Behavior behavior = distribution.behaviorFor(path);
    if (!behavior.methods().contains(request.getMethod())) {
      write(response, 403, "text/html", NOT_ALLOWED, callback);
      return true;
    }
    return switch (behavior.origin()) {
      case Distribution.Origin.Api api -> {
        request.addHttpStreamWrapper(stream -> new PolicyStream(stream, behavior.headers()));
        // The upgrade to a socket needs Jetty's own request.
        boolean upgrade = request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
        yield gateway.handle(
            api.id(),
            api.path() + path,
            upgrade ? request : new FromEdge(request, api.headers()),
            response,
            callback);
      }
      case Distribution.Origin.Bucket bucket -> {
        serve(bucket, behavior, path, request, response, callback);
        yield true;
      }
    };
  }

  private void serve(
      Distribution.Origin.Bucket bucket,
      Behavior behavior,
      String path,
      Request request,
      Response response,
      Callback callback) {
    String asked = path.equals("/") ? "/" + distribution.rootObject() : path;
    SiteFile file = buckets.find(bucket.name(), key(bucket, asked)).orElse(null);
    if (file != null) {
      send(200, file, behavior, request, response, callback);
      return;
    }
    int status = buckets.listable(bucket.name()) ? 404 : 403;
    Distribution.ErrorPage page = distribution.errorPages().get(status);
    SiteFile instead =
        page == null ? null : buckets.find(bucket.name(), key(bucket, page.path())).orElse(null);
    if (page != null && instead != null) {
      send(page.status(), instead, behavior, request, response, callback);
      return;
    }
    String body =
        status == 404
            ? "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>"
            : "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>";
    applyPolicy(behavior, response);
    write(
        response,
        status,
        "application/xml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body,
        callback);
  }

  private static String key(Distribution.Origin.Bucket bucket, String path) {
    String decoded =
        URLDecoder.decode((bucket.path() + path).replace("+", "%2B"), StandardCharsets.UTF_8);
    return decoded.startsWith("/") ? decoded.substring(1) : decoded;
  }

  private static void send(
      int status,
      SiteFile file,
      Behavior behavior,
      Request request,
      Response response,
      Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    byte @Nullable [] gzipped =
        behavior.compression() == Distribution.Compression.GZIP && acceptsGzip(request)
            ? file.gzipped().orElse(null)
            : null;
    // A compressed answer is another representation: CloudFront weakens its tag.
    String etag = gzipped == null ? file.etag() : "W/" + file.etag();
    headers.put(HttpHeader.ETAG, etag);
    if (file.gzipped().isPresent()) {
      headers.put(HttpHeader.VARY, "Accept-Encoding");
    }
    String known = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
    if (status == 200 && known != null && (known.equals("*") || known.contains(file.etag()))) {
      applyPolicy(behavior, response);
      response.setStatus(304);
      callback.succeeded();
      return;
    }
    byte[] body = gzipped == null ? file.content() : gzipped;
    headers.put(HttpHeader.CONTENT_TYPE, file.contentType());
    if (gzipped != null) {
      headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
    }
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    applyPolicy(behavior, response);
    response.setStatus(status);
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, head ? null : ByteBuffer.wrap(body), callback);
  }

  private static boolean acceptsGzip(Request request) {
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
  }

  private static void applyPolicy(Behavior behavior, Response response) {
    HttpFields applied = behavior.headers().apply(response.getHeaders());
    for (HttpField field : applied) {
      response.getHeaders().put(field);
    }
  }

  private static void write(
      Response response, int status, String type, String body, Callback callback) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  /// Applies the policy to what the API answered, whatever it set; a switch to WebSocket stays as
  /// it is.
  private static final class PolicyStream extends HttpStream.Wrapper {
    private final HeadersPolicy policy;

    PolicyStream(HttpStream stream, HeadersPolicy policy) {
      super(stream);
      this.policy = policy;
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.@Nullable Response response,
        boolean last,
        @Nullable ByteBuffer content,
        Callback callback) {
      MetaData.Response changed =
          response == null || response.getStatus() == 101
              ? response
              : new MetaData.Response(
                  response.getStatus(),
                  response.getReason(),
                  response.getHttpVersion(),
                  policy.apply(response.getHttpFields()),
                  response.getContentLength(),
                  response.getTrailersSupplier());
      super.send(request, changed, last, content, callback);
    }
  }
}

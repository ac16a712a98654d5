package app.firstbell.emulator.aws;

import app.firstbell.emulator.gateway.ApiGateway;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// The AWS endpoint over HTTP: AWS calls and the APIs under `/_execute-api/`. Any other request
/// falls through to the next handler.
public final class AwsEndpointHandler extends Handler.Abstract {
  private final AwsApi aws;
  private final Supplier<ApiGateway> gateway;

  public AwsEndpointHandler(AwsApi aws, Supplier<ApiGateway> gateway) {
    this.aws = aws;
    this.gateway = gateway;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = request.getHttpURI().getPath();
    if (path.startsWith(AwsEndpoint.EXECUTE_API)) {
      String rest = path.substring(AwsEndpoint.EXECUTE_API.length());
      int slash = rest.indexOf('/');
      String api = slash < 0 ? rest : rest.substring(0, slash);
      return gateway
          .get()
          .handle(api, slash < 0 ? "/" : rest.substring(slash), request, response, callback);
    }
    String query = request.getHttpURI().getQuery();
    var head =
        new AwsCall(
            request.getMethod(), path, query == null ? "" : query, headers(request), new byte[0]);
    if (!AwsEndpoint.takes(head)) {
      return false;
    }
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    AwsAnswer answer =
        aws.answer(new AwsCall(head.method(), path, head.query(), head.headers(), body));
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new HashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.putIfAbsent(
          field.getName().toLowerCase(Locale.ROOT), String.valueOf(field.getValue()));
    }
    return headers;
  }
}

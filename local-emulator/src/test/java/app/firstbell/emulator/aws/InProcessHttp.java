package app.firstbell.emulator.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// An SDK's HTTP client without a socket: each request goes straight to an [AwsApi].
public record InProcessHttp(AwsApi aws) implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest execute) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        var request = execute.httpRequest();
        Map<String, String> headers = new HashMap<>();
        request.forEachHeader((n, v) -> headers.put(n.toLowerCase(Locale.ROOT), v.getFirst()));
        byte[] body = new byte[0];
        if (execute.contentStreamProvider().isPresent()) {
          try (var in = execute.contentStreamProvider().get().newStream()) {
            body = in.readAllBytes();
          }
        }
        AwsAnswer answer =
            aws.answer(
                new AwsCall(request.method().name(), request.encodedPath(), "", headers, body));
        var response = SdkHttpResponse.builder().statusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return HttpExecuteResponse.builder()
            .response(response.build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer.body())))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}

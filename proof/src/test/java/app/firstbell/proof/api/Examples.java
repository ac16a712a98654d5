package app.firstbell.proof.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Every example of an operation, with the schema that it must keep.
final class Examples {
  private Examples() {}

  /// @param where `request application/json`, `200 application/json`, `200 ETag`, `parameter limit`
  record Example(String where, JsonNode schema, JsonNode value) {}

  static List<Example> of(ApiDocument api, Operation operation) {
    List<Example> examples = new ArrayList<>();
    for (JsonNode parameter : operation.parameters()) {
      add(api, examples, "parameter " + parameter.path("name").asText(), parameter);
    }
    for (var content : operation.body().path("content").properties()) {
      add(api, examples, "request " + content.getKey(), content.getValue());
    }
    operation
        .answers()
        .forEach((status, answer) -> {
          for (var header : answer.path("headers").properties()) {
            add(api, examples, status + " " + header.getKey(), api.resolved(header.getValue()));
          }
          for (var content : answer.path("content").properties()) {
            add(api, examples, status + " " + content.getKey(), content.getValue());
          }
        });
    return examples;
  }

  private static void add(ApiDocument api, List<Example> all, String where, JsonNode holder) {
    JsonNode schema = holder.path("schema");
    if (holder.has("example")) {
      all.add(new Example(where, schema, holder.path("example")));
    }
    for (var named : holder.path("examples").properties()) {
      JsonNode value = api.resolved(named.getValue()).path("value");
      all.add(new Example(where + " " + named.getKey(), schema, value));
    }
  }
}

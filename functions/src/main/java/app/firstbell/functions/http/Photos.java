package app.firstbell.functions.http;

import app.firstbell.isolation.Proof;
import app.firstbell.isolation.TenantScope;
import app.firstbell.photo.Photo;
import app.firstbell.photo.PhotoId;
import app.firstbell.photo.PhotoStore;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/// Shows uploaded photos to everybody, as visitors see them. Whatever lies there is a picture and
/// nothing else: it is of our own making, and the headers let nothing be made of it.
final class Photos {
  private final PhotoStore photos;

  Photos(PhotoStore photos) {
    this.photos = photos;
  }

  APIGatewayV2HTTPResponse show(APIGatewayV2HTTPEvent event) {
    Map<String, String> path = event.getPathParameters();
    PhotoId id =
        PhotoId.of(path == null ? "" : path.getOrDefault("photo", "")).orElseThrow(Problem::absent);
    TenantScope.read(Set.of(id.tenant()), Proof.PUBLIC);
    Photo photo = photos.photo(id).orElseThrow(Problem::absent);
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(200)
        .withHeaders(
            Map.of(
                "Content-Type", photo.type(),
                // A photo never changes; another one has another address.
                "Cache-Control", "public, max-age=31536000, immutable",
                "X-Content-Type-Options", "nosniff",
                "Content-Security-Policy", "default-src 'none'; sandbox",
                "Content-Disposition", "inline; filename=\"photo\"",
                "Cross-Origin-Resource-Policy", "cross-origin"))
        .withIsBase64Encoded(true)
        .withBody(Base64.getEncoder().encodeToString(photo.bytes()))
        .build();
  }
}

package app.firstbell.functions.http;

import app.firstbell.functions.Environment;
import app.firstbell.photo.PhotoStore;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;

/// Uploaded photos are shown to everybody. No gate: nobody needs to be known, and CloudFront keeps
/// what was shown once.
public final class PhotosHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private final Photos photos;

  public PhotosHandler() {
    this(new PhotoStore(Environment.dynamoDb(), Environment.variable("ACCOUNTS_TABLE")));
  }

  public PhotosHandler(PhotoStore store) {
    this.photos = new Photos(store);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return Http.handle(event, context, photos::show);
  }
}

package app.firstbell.photo;

import app.firstbell.dynamo.Item;
import app.firstbell.dynamo.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Uploaded photos, in the table `Accounts`: `{tenant}#photo` / id. A photo is never changed;
/// another one has another id.
public final class PhotoStore {
  private final DynamoDbClient client;
  private final String table;

  public PhotoStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  public Optional<Photo> photo(PhotoId id) {
    return Row.of(client.getItem(get -> get.tableName(table).key(key(id))).item())
        .map(row -> new Photo(row.text("type"), row.bytes("bytes")));
  }

  /// A new photo; refused when the id is taken.
  public TransactWriteItem creating(PhotoId id, Photo photo) {
    Map<String, AttributeValue> item = new HashMap<>(key(id));
    item.put("type", AttributeValue.fromS(photo.type()));
    item.put("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(photo.bytes())));
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(pk)"))
        .build();
  }

  /// A photo is no more; a repeat changes nothing.
  public TransactWriteItem deleting(PhotoId id) {
    return TransactWriteItem.builder()
        .delete(delete -> delete.tableName(table).key(key(id)))
        .build();
  }

  private static Map<String, AttributeValue> key(PhotoId id) {
    return Item.key(id.tenant() + "#photo", id.id()).build();
  }
}

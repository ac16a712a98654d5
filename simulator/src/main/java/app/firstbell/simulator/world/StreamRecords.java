package app.firstbell.simulator.world;

import app.firstbell.simulator.schedule.Dice;
import app.firstbell.simulator.table.Written;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamViewType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Changes of a table as the events that Lambda makes of them.
final class StreamRecords {
  private StreamRecords() {}

  static DynamodbEvent event(String table, List<Written> batch) {
    List<DynamodbEvent.DynamodbStreamRecord> records = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      records.add(record(table, batch.get(i)));
    }
    DynamodbEvent event = new DynamodbEvent();
    event.setRecords(records);
    return event;
  }

  /// The place of a change in its stream. Two items of one transaction have two.
  static String number(Written written) {
    return String.format(
        Locale.ROOT, "%012d%016x", written.commit(), Dice.hash(written.place().toString()));
  }

  private static DynamodbEvent.DynamodbStreamRecord record(String table, Written written) {
    StreamRecord stream = new StreamRecord();
    stream.setSequenceNumber(number(written));
    stream.setApproximateCreationDateTime(new Date(written.at()));
    stream.setKeys(Map.of("pk", text(written.place().pk()), "sk", text(written.place().sk())));
    stream.setOldImage(image(written.before()));
    stream.setNewImage(image(written.after()));
    stream.setStreamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
    DynamodbEvent.DynamodbStreamRecord record = new DynamodbEvent.DynamodbStreamRecord();
    record.setEventID(number(written));
    record.setEventName(
        written.before() == null ? "INSERT" : written.after() == null ? "REMOVE" : "MODIFY");
    record.setEventSource("aws:dynamodb");
    record.setEventSourceARN(
        "arn:aws:dynamodb:eu-west-1:000000000000:table/" + table + "/stream/2026");
    record.setDynamodb(stream);
    return record;
  }

  @SuppressWarnings("NullAway") // the event's class has null for an image that there is not
  private static @Nullable
      Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue>
      image(@Nullable Map<String, AttributeValue> item) {
    if (item == null) {
      return null;
    }
    Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue> image =
        new HashMap<>();
    item.forEach((name, value) -> image.put(name, value(value)));
    return image;
  }

  private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue value(
      AttributeValue value) {
    var made = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue();
    switch (value.type()) {
      case S -> made.setS(value.s());
      case N -> made.setN(value.n());
      case BOOL -> made.setBOOL(value.bool());
      case NUL -> made.setNULL(true);
      case SS -> made.setSS(value.ss());
      case NS -> made.setNS(value.ns());
      case B -> made.setB(value.b().asByteBuffer());
      case BS ->
          made.setBS(
              value.bs().stream().map(SdkBytes::asByteBuffer).map(ByteBuffer.class::cast).toList());
      case L -> made.setL(value.l().stream().map(StreamRecords::value).toList());
      case M -> {
        Map<String, com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue>
            map = new HashMap<>();
        value.m().forEach((name, it) -> map.put(name, value(it)));
        made.setM(map);
      }
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("unknown type of value");
    }
    return made;
  }

  private static com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue text(
      String text) {
    var value = new com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue();
    value.setS(text);
    return value;
  }
}

package app.firstbell.emulator.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.emulator.time.EmulatorClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallRulesTest {
  @ParameterizedTest
  @CsvSource({
    "a/*/b, a/x/b, true",
    "a/*/b, a/x/y/b, true",
    "a/*, a/, true",
    "a*$connect, a/ws/$connect, true",
    "*, anything, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "abc, abcd, false",
    "*b, abc, false",
    "a*b*c, a1b2b3c, true",
    "ABC, abc, false"
  })
  void wildcards(String pattern, String text, boolean matches) {
    assertEquals(matches, Wildcards.matches(pattern, text));
  }

  @Test
  void aBucketGivesItsBurstAndThenItsRate() {
    EmulatorClock clock = new EmulatorClock();
    TokenBucket bucket = new TokenBucket(0.001, 3, clock);
    assertTrue(bucket.take());
    assertTrue(bucket.take());
    assertTrue(bucket.take());
    assertFalse(bucket.take());
    clock.advance(Duration.ofSeconds(1000));
    assertTrue(bucket.take());
    assertFalse(bucket.take());
    clock.advance(Duration.ofDays(1));
    for (int i = 0; i < 3; i++) {
      assertTrue(bucket.take());
    }
    assertFalse(bucket.take(), "never more than the burst");
  }

  @Test
  void aPermissionOnTheFunctionDoesNotCoverItsAlias() {
    Template template = Template.webSocket();
    template.add(
        "AWS::Lambda::Permission",
        "p",
        "{'Action':'lambda:InvokeFunction','Principal':'apigateway.amazonaws.com',"
            + "'FunctionName':'Message','SourceArn':'arn:aws:execute-api:us-east-1:000000000000:a/*/x'}");
    template.add(
        "AWS::Lambda::Permission",
        "q",
        "{'Action':'lambda:InvokeFunction','Principal':'events.amazonaws.com',"
            + "'FunctionName':'Other'}");
    InvokePermissions permissions = new InvokePermissions(template);
    String source = Arns.route("a", "ws", "x");
    String function = "arn:aws:lambda:us-east-1:000000000000:function:Message";
    assertTrue(permissions.allow(function, source));
    assertFalse(permissions.allow(function + ":live", source));
    assertFalse(permissions.allow(function, Arns.route("a", "ws", "y")));
    assertFalse(permissions.allow(function.replace("Message", "Other"), source));
  }

  @Test
  void idsLookLikeAws() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String id = Ids.connection();
      assertTrue(id.matches("[A-Za-z0-9_-]{15}="), id);
      ids.add(id);
      ids.add(Ids.request());
    }
    assertEquals(2000, ids.size());
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "32768,1", "32769,2", "131072,4"})
  void messagesAreBilledInUnitsOf32Kilobytes(int bytes, int units) {
    assertEquals(units, Traffic.units(bytes));
  }

  @Test
  void timesOfRequests() {
    assertEquals("16/Mar/2025:00:46:22 +0000", RequestTime.print(1742085982123L));
    assertEquals("01/Jan/1970:00:00:00 +0000", RequestTime.print(0));
  }
}

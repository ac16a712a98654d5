package app.firstbell.emulator.aws;

import java.util.Map;

/// The answer to an [AwsCall].
public record AwsAnswer(int status, Map<String, String> headers, byte[] body) {}

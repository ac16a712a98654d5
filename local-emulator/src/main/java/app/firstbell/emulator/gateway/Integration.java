package app.firstbell.emulator.gateway;

import java.time.Duration;

/// A Lambda proxy integration. `functionArn` may end in an alias or version.
record Integration(String functionArn, Duration timeout) {}

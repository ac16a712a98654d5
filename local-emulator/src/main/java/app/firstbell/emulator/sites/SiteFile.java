package app.firstbell.emulator.sites;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// An object of a bucket, as CloudFront would serve it.
///
/// @param etag in quotes, the MD5 of the content, as S3 makes it
/// @param gzipped the content compressed, when CloudFront would compress it
record SiteFile(byte[] content, String contentType, String etag, Optional<byte[]> gzipped) {
  /// CloudFront compresses objects of this size only. Source: CloudFront developer guide, "Serve
  /// compressed files".
  private static final int LEAST_COMPRESSED_BYTES = 1_000;

  private static final int MOST_COMPRESSED_BYTES = 10_000_000;

  /// What the AWS CLI, with which a bucket deployment uploads, guesses from a file's name.
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html"),
          Map.entry("css", "text/css"),
          Map.entry("js", "text/javascript"),
          Map.entry("mjs", "text/javascript"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("txt", "text/plain"),
          Map.entry("xml", "text/xml"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("avif", "image/avif"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff", "font/woff"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("wasm", "application/wasm"),
          Map.entry("pdf", "application/pdf"));

  static SiteFile of(byte[] content, String type) {
    boolean compressed =
        content.length >= LEAST_COMPRESSED_BYTES
            && content.length <= MOST_COMPRESSED_BYTES
            && compressible(type);
    return new SiteFile(
        content, type, etagOf(content), compressed ? Optional.of(gzip(content)) : Optional.empty());
  }

  static String typeOf(String key) {
    String extension = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(extension, "binary/octet-stream");
  }

  private static boolean compressible(String type) {
    return type.startsWith("text/")
        || type.endsWith("json")
        || type.endsWith("+xml")
        || type.equals("application/wasm");
  }

  private static String etagOf(byte[] content) {
    try {
      return "\""
          + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content))
          + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}

package app.firstbell.proof.threat;

import app.firstbell.proof.people.Pictures;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/// Files that pretend: what each says it is, and what it is.
public final class Uploads {
  /// Stands in every payload; must be in nothing that we serve.
  public static final String MARK = "window.__xss=1";

  private static final String SCRIPT = "<script>" + MARK + "</script>";

  private Uploads() {}

  /// @param type the media type that the uploader claims
  public record File(String type, byte[] bytes) {}

  /// No images at all, whatever they claim.
  public static Map<String, File> pretenders() {
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"" + MARK + "\">" + SCRIPT + "</svg>";
    Map<String, File> all = new LinkedHashMap<>();
    for (String type : new String[] {"image/svg+xml", "image/png", "image/jpeg", "image/gif"}) {
      all.put("svg as " + type, file(type, svg));
      all.put("html as " + type, file(type, "<!doctype html>" + SCRIPT));
    }
    all.put("svg with a prologue", file("image/png", "<?xml version=\"1.0\"?>" + svg));
    all.put("svg behind blanks", file("image/png", " \n\t" + svg));
    all.put("svg in UTF-16", new File("image/png", svg.getBytes(StandardCharsets.UTF_16)));
    all.put("xml", file("image/png", "<?xml version=\"1.0\"?><a>" + MARK + "</a>"));
    all.put(
        "xml that reads a file",
        file("image/png", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"));
    all.put("pdf", file("image/png", "%PDF-1.7\n" + MARK));
    all.put("zip", file("image/png", "PK\003\004" + MARK));
    all.put("script", file("image/gif", MARK));
    all.put("GIF that is a script", file("image/gif", "GIF89a=1;" + MARK + "//"));
    all.put("GIF that is a page", file("image/gif", "GIF89a" + SCRIPT));
    all.put("bitmap", file("image/png", "BM" + "\0".repeat(60) + MARK));
    all.put("icon", file("image/png", "\0\0\1\0\1\0" + MARK));
    all.put("webp", file("image/png", "RIFF\0\0\0\0WEBPVP8 " + MARK));
    all.put("tiff", file("image/png", "II*\0" + MARK));
    all.put("nothing but a signature", new File("image/png", cut(Pictures.png(8), 8)));
    all.put("half an image", new File("image/png", cut(Pictures.png(64), 60)));
    all.put("huge on paper", new File("image/png", withSize(Pictures.png(8), 60_000, 60_000)));
    all.put("wide on paper", new File("image/png", withSize(Pictures.png(8), 1_000_000, 100)));
    all.put("one line on paper", new File("image/png", withSize(Pictures.png(8), 0, 1)));
    all.put("random", new File("image/jpeg", new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}));
    return all;
  }

  /// Real images with something in their pockets: served, without it.
  public static Map<String, File> smugglers() {
    Map<String, File> all = new LinkedHashMap<>();
    for (String format : new String[] {"png", "jpeg", "gif"}) {
      byte[] image = Pictures.of(32, format);
      all.put("plain " + format, new File("image/" + format, image));
      all.put(
          format + " with a page behind it", new File("image/" + format, joined(image, SCRIPT)));
      all.put(
          format + " with an archive behind it",
          new File("image/" + format, joined(image, "PK\003\004" + MARK)));
    }
    all.put("png with a text", new File("image/png", withText(Pictures.png(32))));
    all.put("jpeg with a comment", new File("image/jpeg", withComment(Pictures.of(32, "jpeg"))));
    all.put(
        "jpeg whose comment is a script",
        new File("image/jpeg", withComment(Pictures.of(16, "jpeg"))));
    all.put("png that claims to be gif", new File("image/gif", Pictures.png(32)));
    return all;
  }

  private static File file(String type, String text) {
    return new File(type, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, Math.min(length, bytes.length));
  }

  private static byte[] joined(byte[] image, String tail) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(image);
    all.writeBytes(tail.getBytes(StandardCharsets.ISO_8859_1));
    return all.toByteArray();
  }

  /// Another width and height in a PNG's header, with its checksum right again.
  private static byte[] withSize(byte[] png, int width, int height) {
    byte[] edited = png.clone();
    ByteBuffer buffer = ByteBuffer.wrap(edited);
    buffer.putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(edited, 12, 17);
    buffer.putInt(29, (int) crc.getValue());
    return edited;
  }

  /// A PNG with a chunk `tEXt` behind its header.
  private static byte[] withText(byte[] png) {
    byte[] text = ("Comment\0" + SCRIPT).getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer chunk = ByteBuffer.allocate(text.length + 12);
    chunk.putInt(text.length).put("tEXt".getBytes(StandardCharsets.US_ASCII)).put(text);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, text.length + 4);
    chunk.putInt((int) crc.getValue());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(png, 0, 33);
    all.writeBytes(chunk.array());
    all.write(png, 33, png.length - 33);
    return all.toByteArray();
  }

  /// A JPEG with a comment behind its first marker.
  private static byte[] withComment(byte[] jpeg) {
    byte[] text = ("*/" + MARK + "/*" + SCRIPT).getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(jpeg, 0, 2);
    all.write(0xff);
    all.write(0xfe);
    all.write((text.length + 2) >> 8);
    all.write((text.length + 2) & 0xff);
    all.writeBytes(text);
    all.write(jpeg, 2, jpeg.length - 2);
    return all.toByteArray();
  }
}

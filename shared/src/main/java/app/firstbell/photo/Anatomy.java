package app.firstbell.photo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What an uploaded file is, told by its own bytes and never by what it is called: its parts are
/// walked from the first to the last, and behind the last one nothing may follow. A file that is
/// two things at once (an image with a page or an archive behind it) is no image to us.
///
/// @param format what a decoder will be asked for
/// @param bytes what it will be given: of a PNG the parts that draw, and no others
/// @param turn how the camera was held, by EXIF: 1 to 8, 1 for upright
@SuppressWarnings("ArrayRecordComponent") // on its way to the decoder, compared nowhere
record Anatomy(Format format, byte[] bytes, int turn) {
  enum Format {
    PNG,
    JPEG,
    GIF
  }

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final List<String> DRAWING = List.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  /// A progressive JPEG is drawn once for each scan; ten are usual, thousands are an attack.
  private static final int MOST_SCANS = 64;

  /// Nothing, when the bytes are not exactly one image of a format that we take.
  static Optional<Anatomy> of(byte[] bytes) {
    try {
      if (startsWith(bytes, PNG)) {
        return png(bytes);
      }
      if (startsWith(bytes, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff})) {
        return jpeg(bytes);
      }
      return startsWith(bytes, text("GIF87a")) || startsWith(bytes, text("GIF89a"))
          ? gif(bytes)
          : Optional.empty();
    } catch (IndexOutOfBoundsException endsTooEarly) {
      return Optional.empty();
    }
  }

  /// Chunks of length, type, data and checksum, from IHDR to IEND.
  private static Optional<Anatomy> png(byte[] bytes) {
    ByteArrayOutputStream drawing = new ByteArrayOutputStream(bytes.length);
    drawing.writeBytes(PNG);
    int at = PNG.length;
    while (true) {
      long length = number(bytes, at, 4);
      String type = new String(bytes, at + 4, 4, StandardCharsets.US_ASCII);
      long end = at + 12 + length;
      if (end > bytes.length || (at == PNG.length) != type.equals("IHDR")) {
        return Optional.empty();
      }
      if (DRAWING.contains(type)) {
        drawing.write(bytes, at, (int) (12 + length));
      }
      if (type.equals("IEND")) {
        return end == bytes.length
            ? Optional.of(new Anatomy(Format.PNG, drawing.toByteArray(), 1))
            : Optional.empty();
      }
      at = (int) end;
    }
  }

  /// A JPEG, and behind it only more of them: phones put a second picture there (the Multi-Picture
  /// Format). The decoder sees the first alone.
  private static Optional<Anatomy> jpeg(byte[] bytes) {
    int end = endOfJpeg(bytes, 0);
    if (end < 0) {
      return Optional.empty();
    }
    int last = end;
    while (last < bytes.length) {
      last = endOfJpeg(bytes, last);
      if (last < 0) {
        return Optional.empty();
      }
    }
    byte[] first = Arrays.copyOf(bytes, end);
    return Optional.of(new Anatomy(Format.JPEG, first, Exif.turn(first)));
  }

  /// Segments of marker and length, and after each "start of scan" coded data to the next marker.
  private static int endOfJpeg(byte[] bytes, int start) {
    if (number(bytes, start, 3) != 0xffd8ff) {
      return -1;
    }
    int at = start + 2;
    int scans = 0;
    while (true) {
      if ((bytes[at] & 0xff) != 0xff) {
        return -1;
      }
      int marker = bytes[at + 1] & 0xff;
      if (marker == 0xd9) {
        return scans > 0 ? at + 2 : -1;
      }
      if (marker == 0xff) {
        at++;
        continue;
      }
      long length = number(bytes, at + 2, 2);
      if (marker < 0xc0 || marker == 0xd8 || length < 2) {
        return -1;
      }
      at += 2 + (int) length;
      if (marker == 0xda) {
        if (++scans > MOST_SCANS) {
          return -1;
        }
        // In coded data 0xff is followed by zero, or by a restart marker.
        while ((bytes[at] & 0xff) != 0xff || bytes[at + 1] == 0 || (bytes[at + 1] & 0xf8) == 0xd0) {
          at++;
        }
      }
    }
  }

  /// A screen, then images and extensions in blocks of up to 255 bytes, then a trailer.
  private static Optional<Anatomy> gif(byte[] bytes) {
    int at = 13 + colours(bytes[10]);
    int images = 0;
    while (true) {
      int kind = bytes[at] & 0xff;
      if (kind == 0x3b) {
        return images > 0 && at + 1 == bytes.length
            ? Optional.of(new Anatomy(Format.GIF, bytes, 1))
            : Optional.empty();
      } else if (kind == 0x21) {
        at += 2;
      } else if (kind == 0x2c) {
        images++;
        at += 11 + colours(bytes[at + 9]);
      } else {
        return Optional.empty();
      }
      while (bytes[at] != 0) {
        at += 1 + (bytes[at] & 0xff);
      }
      at++;
    }
  }

  /// How many bytes a table of colours has.
  private static int colours(byte packed) {
    return (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);
  }

  static long number(byte[] bytes, int at, int count) {
    long number = 0;
    for (int i = 0; i < count; i++) {
      number = number << 8 | (bytes[at + i] & 0xff);
    }
    return number;
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

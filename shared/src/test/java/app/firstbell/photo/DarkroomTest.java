package app.firstbell.photo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import app.firstbell.photo.Darkroom.Developed;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// T11: what becomes a photo, and what does not.
class DarkroomTest {
  private static final String SCRIPT = "<html><script>alert(document.domain)</script></html>";

  @Test
  void anImageOfEachFormatBecomesASquareOfOurOwn() throws IOException {
    for (String format : new String[] {"png", "jpeg", "gif"}) {
      Photo photo = done(image(600, 400, format));
      BufferedImage made = ImageIO.read(new ByteArrayInputStream(photo.bytes()));
      assertEquals(256, made.getWidth(), format);
      assertEquals(256, made.getHeight(), format);
      assertTrue(photo.bytes().length < 100_000, format);
    }
  }

  @Test
  void whatIsTransparentStaysSo() throws IOException {
    BufferedImage clear = new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB);
    Photo photo = done(bytes(clear, "png"));
    assertEquals("image/png", photo.type());
    assertEquals(0, ImageIO.read(new ByteArrayInputStream(photo.bytes())).getRGB(128, 128) >>> 24);
    assertEquals("image/jpeg", done(image(300, 300, "png")).type());
  }

  @Test
  void theMiddleIsCutOut() throws IOException {
    BufferedImage wide = new BufferedImage(900, 300, BufferedImage.TYPE_INT_RGB);
    for (int x = 300; x < 600; x++) {
      for (int y = 0; y < 300; y++) {
        wide.setRGB(x, y, Color.GREEN.getRGB());
      }
    }
    BufferedImage made = ImageIO.read(new ByteArrayInputStream(done(bytes(wide, "png")).bytes()));
    for (int x : new int[] {8, 128, 248}) {
      assertTrue(new Color(made.getRGB(x, 128)).getGreen() > 200, "at " + x);
    }
  }

  @Test
  void aPictureIsTurnedAsTheCameraWasHeldAndNothingElseIsKept() throws IOException {
    // Left half red, right half blue; "6" is turned a quarter clockwise: red comes to the top.
    BufferedImage halves = new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 400; x++) {
      for (int y = 0; y < 400; y++) {
        halves.setRGB(x, y, (x < 200 ? Color.RED : Color.BLUE).getRGB());
      }
    }
    Map<Integer, int[]> red =
        Map.of(
            1,
            new int[] {40, 128},
            2,
            new int[] {216, 128},
            3,
            new int[] {216, 128},
            4,
            new int[] {40, 128},
            5,
            new int[] {128, 40},
            6,
            new int[] {128, 40},
            7,
            new int[] {128, 216},
            8,
            new int[] {128, 216});
    for (int turn = 1; turn <= 8; turn++) {
      for (boolean isLittle : new boolean[] {true, false}) {
        byte[] upload = withExif(bytes(halves, "jpeg"), turn, isLittle);
        Photo photo = done(upload);
        BufferedImage made = ImageIO.read(new ByteArrayInputStream(photo.bytes()));
        int[] at = Objects.requireNonNull(red.get(turn));
        Color color = new Color(made.getRGB(at[0], at[1]));
        assertTrue(color.getRed() > 200 && color.getBlue() < 60, turn + ": " + color);
        assertTrue(holds(upload, "Lisbon"), "the upload told the place");
        assertFalse(holds(photo.bytes(), "Lisbon"));
        assertFalse(holds(photo.bytes(), "Exif"));
      }
    }
  }

  @Test
  void whatIsTwoThingsAtOnceIsRefused() throws IOException {
    byte[] zip = {'P', 'K', 3, 4, 20, 0, 0, 0};
    for (String format : new String[] {"png", "jpeg", "gif"}) {
      byte[] image = image(64, 64, format);
      refused(joined(image, SCRIPT.getBytes(US_ASCII)));
      refused(joined(image, zip));
      refused(joined(image, new byte[] {0}));
      refused(joined(SCRIPT.getBytes(US_ASCII), image));
      refused(joined(zip, image));
      refused(joined(new byte[] {' '}, image));
      refused(joined(image, image(64, 64, format.equals("png") ? "jpeg" : "png")));
      refused(Arrays.copyOf(image, image.length / 2));
      refused(Arrays.copyOf(image, image.length - 1));
    }
    refused(joined(image(64, 64, "png"), image(64, 64, "png")));
  }

  @Test
  void whatIsNoImageOfOursIsRefused() {
    for (String text :
        new String[] {
          "",
          "G",
          "GIF89a",
          "GIF89a/*\u0000\u0000\u0000*/=1;alert(1)//;",
          "GIF87a" + SCRIPT,
          "\u0089PNG\r\n\u001a\n",
          "\u0089PNG\r\n\u001a\n" + SCRIPT,
          "\u00ff\u00d8\u00ff",
          "\u00ff\u00d8\u00ff\u00e0*/=alert(1);/*",
          "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
          "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
          SCRIPT,
          "%PDF-1.7",
          "BM" + "\u0000".repeat(60),
          "II*\u0000" + "\u0000".repeat(60),
          "RIFF\u0000\u0000\u0000\u0000WEBPVP8 ",
          "\u0000\u0000\u0000\u0018ftypheic",
          "#!/bin/sh"
        }) {
      refused(text.getBytes(ISO_8859_1));
    }
  }

  @Test
  void whatHidesInAnImagesTextsIsGone() throws IOException {
    byte[] png = image(64, 64, "png");
    byte[] withText = withChunk(png, "tEXt", ("Comment\u0000" + SCRIPT).getBytes(ISO_8859_1));
    byte[] jpeg = image(64, 64, "jpeg");
    byte[] withComment = withSegment(jpeg, 0xfe, SCRIPT.getBytes(US_ASCII));
    byte[] gif = image(64, 64, "gif");
    byte[] withExtension = withComment(gif, SCRIPT.getBytes(US_ASCII));
    for (byte[] upload : new byte[][] {withText, withComment, withExtension}) {
      assertTrue(holds(upload, "<script>"));
      assertFalse(holds(done(upload).bytes(), "<script>"));
    }
  }

  @Test
  @Tag("long")
  void aBombDoesNotGoOff() throws IOException {
    refused(pngOf(100_000, 100_000));
    refused(pngOf(Integer.MAX_VALUE, 1));
    refused(pngOf(1, Integer.MAX_VALUE));
    refused(pngOf(8_000, 5_001));
    long before = used();
    done(pngOf(8_000, 5_000));
    assertTrue(used() - before < 400_000_000, "forty megapixels stay small");
    // A text that is a gigabyte when it is inflated is not looked at.
    byte[] bomb = withChunk(image(64, 64, "png"), "zTXt", inflatable(100_000_000));
    assertTrue(bomb.length < Darkroom.LARGEST);
    done(bomb);
    byte[] profile = withChunk(image(64, 64, "png"), "iCCP", inflatable(100_000_000));
    done(profile);
  }

  @Test
  void aPictureWithTooManyScansIsRefused() throws IOException {
    byte[] jpeg = image(64, 64, "jpeg");
    int scan = indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xda});
    byte[] once = Arrays.copyOfRange(jpeg, scan, jpeg.length - 2);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < 100; i++) {
      many.writeBytes(once);
    }
    many.write(jpeg, jpeg.length - 2, 2);
    refused(many.toByteArray());
  }

  @Test
  void aPhonesSecondPictureBehindTheFirstIsNoHarm() throws IOException {
    done(joined(image(300, 300, "jpeg"), image(64, 64, "jpeg")));
    refused(joined(joined(image(300, 300, "jpeg"), image(64, 64, "jpeg")), new byte[] {1}));
  }

  @Test
  @Tag("long")
  void noByteFlippedOrCutMakesItFail() throws IOException {
    Random random = new Random(7);
    for (String format : new String[] {"png", "jpeg", "gif"}) {
      byte[] image = image(40, 40, format);
      for (int i = 0; i < 400; i++) {
        byte[] damaged = Arrays.copyOf(image, random.nextInt(image.length) + 1);
        if (i % 2 == 0) {
          damaged = image.clone();
        }
        for (int flips = 0; flips < 3; flips++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        // Either is right; that it answers at all is what is tried.
        assertTrue(Darkroom.develop(damaged) instanceof Developed);
      }
    }
  }

  private static Photo done(byte[] upload) {
    return assertInstanceOf(Developed.Done.class, Darkroom.develop(upload)).photo();
  }

  private static void refused(byte[] upload) {
    assertInstanceOf(Developed.Refused.class, Darkroom.develop(upload));
  }

  private static byte[] image(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        image.setRGB(x, y, new Color(x * 255 / width, y * 255 / height, 90).getRGB());
      }
    }
    return bytes(image, format);
  }

  private static byte[] bytes(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, bytes));
    return bytes.toByteArray();
  }

  /// A grey PNG of any size that is a few kilobytes long.
  private static byte[] pngOf(int width, int height) throws IOException {
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).array();
    header[8] = 1; // one bit for each pixel
    long rows = (long) height * (((long) width + 7) / 8 + 1);
    return joined(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'},
        chunk("IHDR", header),
        chunk("IDAT", deflated((int) Math.min(rows, 20_000_000))),
        chunk("IEND", new byte[0]));
  }

  private static byte[] inflatable(int size) throws IOException {
    return joined(new byte[] {'a', 0, 0}, deflated(size));
  }

  private static byte[] deflated(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
      byte[] block = new byte[1 << 16];
      for (int left = size; left > 0; left -= block.length) {
        deflate.write(block, 0, Math.min(left, block.length));
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] withChunk(byte[] png, String type, byte[] data) {
    int afterHeader = 8 + 25;
    return joined(
        Arrays.copyOf(png, afterHeader),
        chunk(type, data),
        Arrays.copyOfRange(png, afterHeader, png.length));
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] body = joined(type.getBytes(US_ASCII), data);
    CRC32 crc = new CRC32();
    crc.update(body);
    return joined(
        ByteBuffer.allocate(4).putInt(data.length).array(),
        body,
        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
    byte[] head = {
      (byte) 0xff, (byte) marker, (byte) ((data.length + 2) >> 8), (byte) (data.length + 2)
    };
    return joined(Arrays.copyOf(jpeg, 2), head, data, Arrays.copyOfRange(jpeg, 2, jpeg.length));
  }

  private static byte[] withExif(byte[] jpeg, int turn, boolean isLittle) {
    ByteBuffer tiff = ByteBuffer.allocate(40);
    tiff.order(isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    tiff.put((isLittle ? "II" : "MM").getBytes(US_ASCII)).putShort((short) 42).putInt(8);
    tiff.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    tiff.putShort((short) turn).putShort((short) 0).putInt(0).put("Lisbon".getBytes(US_ASCII));
    return withSegment(jpeg, 0xe1, joined("Exif\u0000\u0000".getBytes(US_ASCII), tiff.array()));
  }

  private static byte[] withComment(byte[] gif, byte[] text) {
    byte[] extension =
        joined(new byte[] {0x21, (byte) 0xfe, (byte) text.length}, text, new byte[1]);
    int trailer = gif.length - 1;
    return joined(Arrays.copyOf(gif, trailer), extension, new byte[] {0x3b});
  }

  private static boolean holds(byte[] bytes, String text) {
    return indexOf(bytes, text.getBytes(US_ASCII)) >= 0;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

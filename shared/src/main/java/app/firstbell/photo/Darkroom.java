package app.firstbell.photo;

import app.firstbell.photo.Anatomy.Format;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/// Makes a photo of an upload: recognised by its content, decoded, turned upright, cut square,
/// scaled to 256 × 256 and encoded anew, so that nothing of the original's bytes remains (T11).
public final class Darkroom {
  /// The largest upload, in bytes.
  public static final int LARGEST = 2 * 1024 * 1024;

  private static final int SIDE = 256;
  private static final long MOST_PIXELS = 40_000_000;

  static {
    System.setProperty("java.awt.headless", "true");
    // An upload is small: nothing of it goes to a disk.
    ImageIO.setUseCache(false);
  }

  /// What came of it.
  public sealed interface Developed {
    record Done(Photo photo) implements Developed {}

    /// @param why a sentence for whoever uploaded it
    record Refused(String why) implements Developed {}
  }

  private Darkroom() {}

  /// @param upload at most [#LARGEST] bytes
  public static Developed develop(byte[] upload) {
    return Anatomy.of(upload)
        .map(Darkroom::develop)
        .orElseGet(() ->
            new Developed.Refused(
                "expected one whole PNG, JPEG or GIF image and nothing else in the file"));
  }

  private static Developed develop(Anatomy anatomy) {
    try (ImageInputStream input =
        ImageIO.createImageInputStream(new ByteArrayInputStream(anatomy.bytes()))) {
      ImageReader reader = reader(anatomy.format());
      try {
        // Metadata is neither needed nor harmless: its texts may be compressed without bound.
        reader.setInput(input, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
          return new Developed.Refused("expected an image of at most 40 megapixels");
        }
        return new Developed.Done(encode(square(read(reader, width, height), anatomy.turn())));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException notAnImage) {
      return new Developed.Refused("expected an image that can be read: this one is damaged");
    }
  }

  /// Reads every n-th pixel of a large image only: the memory for what is drawn stays small,
  /// whatever the file claims.
  private static BufferedImage read(ImageReader reader, int width, int height) throws IOException {
    ImageReadParam param = reader.getDefaultReadParam();
    int step = Math.max(1, Math.min(width, height) / (4 * SIDE));
    param.setSourceSubsampling(step, step, 0, 0);
    int shorter = Math.min(width, height);
    // Only the square in the middle is read: a strip of 1 × 40,000,000 stays small too.
    param.setSourceRegion(
        new Rectangle((width - shorter) / 2, (height - shorter) / 2, shorter, shorter));
    return reader.read(0, param);
  }

  private static BufferedImage square(BufferedImage image, int turn) {
    boolean isOpaque = !image.getColorModel().hasAlpha();
    BufferedImage square = image;
    int side = image.getWidth();
    // Halving keeps what one large step would skip.
    while (side >= 2 * SIDE) {
      side /= 2;
      square =
          draw(
              square,
              AffineTransform.getScaleInstance(
                  (double) side / square.getWidth(), (double) side / square.getHeight()),
              side,
              isOpaque);
    }
    AffineTransform last = AffineTransform.getScaleInstance(SIDE, SIDE);
    last.concatenate(upright(turn));
    last.scale(1.0 / square.getWidth(), 1.0 / square.getHeight());
    return draw(square, last, SIDE, isOpaque);
  }

  /// The turns and mirrors of EXIF on the unit square.
  private static AffineTransform upright(int turn) {
    return switch (turn) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, 1, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, 1, 1);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, 1);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, 1, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, 1, 1);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, 1);
      default -> new AffineTransform();
    };
  }

  private static BufferedImage draw(
      BufferedImage image, AffineTransform how, int side, boolean isOpaque) {
    BufferedImage drawn =
        new BufferedImage(
            side, side, isOpaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = drawn.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, how, null);
    graphics.dispose();
    return drawn;
  }

  private static Photo encode(BufferedImage image) throws IOException {
    Format format = image.getColorModel().hasAlpha() ? Format.PNG : Format.JPEG;
    String name = format.name().toLowerCase(Locale.ROOT);
    ImageWriter writer = ImageIO.getImageWritersByFormatName(name).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format == Format.JPEG) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(0.88f);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return new Photo("image/" + name, bytes.toByteArray());
  }

  private static ImageReader reader(Format format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    @Nullable ImageReader reader = readers.hasNext() ? readers.next() : null;
    if (reader == null) {
      throw new UncheckedIOException(new IOException("this Java has no reader of " + format));
    }
    return reader;
  }
}

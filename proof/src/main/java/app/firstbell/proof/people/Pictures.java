package app.firstbell.proof.people;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/// Small real images.
public final class Pictures {
  private Pictures() {}

  /// @param side in pixels
  public static byte[] png(int side) {
    return of(side, "png");
  }

  /// @param format `png`, `jpeg`, `gif`
  public static byte[] of(int side, String format) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side; i++) {
      image.setRGB(i, i, 0x2f6f4f);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

package app.firstbell.photo;

/// Reads from a JPEG how the camera was held, which is lost when the picture is encoded anew, as
/// all else that EXIF tells is lost on purpose (the place above all).
final class Exif {
  private static final int ORIENTATION = 0x0112;

  private Exif() {}

  /// @return 1 to 8 as EXIF numbers them; 1 when the file does not say, or says it wrongly
  static int turn(byte[] jpeg) {
    try {
      int at = 2;
      while (Anatomy.number(jpeg, at, 2) != 0xffda) {
        int length = (int) Anatomy.number(jpeg, at + 2, 2);
        if (Anatomy.number(jpeg, at, 2) == 0xffe1
            && Anatomy.number(jpeg, at + 4, 6) == 0x457869660000L) {
          return ofTiff(jpeg, at + 10);
        }
        at += 2 + length;
      }
      return 1;
    } catch (IndexOutOfBoundsException endsTooEarly) {
      return 1;
    }
  }

  private static int ofTiff(byte[] bytes, int start) {
    boolean isLittle = bytes[start] == 'I';
    int at = start + (int) number(bytes, start + 4, 4, isLittle);
    int entries = (int) number(bytes, at, 2, isLittle);
    for (int i = 0; i < entries; i++) {
      int entry = at + 2 + 12 * i;
      if (number(bytes, entry, 2, isLittle) == ORIENTATION) {
        int turn = (int) number(bytes, entry + 8, 2, isLittle);
        return turn >= 1 && turn <= 8 ? turn : 1;
      }
    }
    return 1;
  }

  private static long number(byte[] bytes, int at, int count, boolean isLittle) {
    long big = Anatomy.number(bytes, at, count);
    return isLittle ? Long.reverseBytes(big) >>> (64 - 8 * count) : big;
  }
}

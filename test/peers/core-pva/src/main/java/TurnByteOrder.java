import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a copy of core-pva's TCPHandler that takes the byte order from NetworkOrder: its one constant is another. */
public final class TurnByteOrder {
    private static final String NAME = "org/epics/pva/common/TCPHandler.class";
    private static final String FROM = "java/nio/ByteOrder";
    private static final String TO = "devgen/NetworkOrder";

    public static void main(String[] arguments) throws Exception {
        final byte[] bytes;
        try (InputStream in = TurnByteOrder.class.getClassLoader().getResourceAsStream(NAME)) {
            bytes = in.readAllBytes();
        }
        final int at = find(bytes, encoded(FROM));
        final byte[] to = encoded(TO);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, at);
        out.write(to);
        final int rest = at + encoded(FROM).length;
        out.write(bytes, rest, bytes.length - rest);
        final Path file = Path.of(arguments[0], NAME);
        Files.createDirectories(file.getParent());
        Files.write(file, out.toByteArray());
    }

    /** A UTF-8 constant as class files have it: tag 1, length, text. */
    private static byte[] encoded(String text) throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final DataOutputStream data = new DataOutputStream(out);
        data.writeByte(1);
        data.writeUTF(text);
        return out.toByteArray();
    }

    private static int find(byte[] bytes, byte[] part) {
        for (int at = 0; at + part.length <= bytes.length; at++) {
            int same = 0;
            while (same < part.length && bytes[at + same] == part[same])
                same++;
            if (same == part.length)
                return at;
        }
        throw new IllegalStateException(NAME + " does not name " + FROM);
    }
}

package devgen;

import java.nio.ByteOrder;

/** Stands in for java.nio.ByteOrder where core-pva asks for the order of this machine. */
public final class NetworkOrder {
    private NetworkOrder() {
    }

    public static ByteOrder nativeOrder() {
        return ByteOrder.BIG_ENDIAN;
    }
}

import java.util.ArrayList;
import java.util.List;
import org.epics.pva.data.*;
import org.epics.pva.data.nt.*;
import org.epics.pva.server.PVAServer;
import org.epics.pva.server.ServerPV;

/** A PVA server on phoebus's library: every type, a structure wider than a word of bits, rights that change, an RPC. */
public final class PvaPeer {
    private static final int WIDE = 100;

    public static void main(String[] arguments) throws Exception {
        final PVAServer server = new PVAServer();
        writable(server, "java:double", scalar(new PVADouble("value", 1.5)));
        server.createPV("java:readonly", scalar(new PVADouble("value", 2.5)));
        writable(server, "java:wide", wide());
        writable(server, "java:types", types());
        final ServerPV guarded = writable(server, "java:guarded", scalar(new PVAInt("value", 1)));
        server.createPV("java:lock", scalar(new PVABool("value", false)), (client, pv, changes, written) -> {
            pv.update(written);
            final PVABool lock = written.get("value");
            guarded.setWritable(!lock.get());
        });
        server.createPV("java:add", call -> {
            final PVAStructure query = call.get("query");
            final PVADouble a = query.get("a");
            final PVADouble b = query.get("b");
            return new PVAStructure("", "epics:nt/NTScalar:1.0", new PVADouble("value", a.get() + b.get()));
        });
        server.createPV("java:array", new PVAStructure("", "epics:nt/NTScalarArray:1.0",
                new PVADoubleArray("value", ramp(Integer.parseInt(arguments[0])))));
        System.out.println("READY");
        Thread.currentThread().join();
    }

    private static ServerPV writable(PVAServer server, String name, PVAStructure data) {
        return server.createPV(name, data, (client, pv, changes, written) -> pv.update(written));
    }

    private static PVAStructure scalar(PVAData value) {
        return new PVAStructure("", "epics:nt/NTScalar:1.0", value, new PVAAlarm(), new PVATimeStamp());
    }

    private static double[] ramp(int count) {
        final double[] values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = i + 0.25;
        return values;
    }

    /** Its bit set takes more than one word of eight bytes. */
    private static PVAStructure wide() {
        final List<PVAData> fields = new ArrayList<>();
        for (int i = 0; i < WIDE; i++)
            fields.add(new PVADouble(String.format("f%03d", i), i));
        return new PVAStructure("", "test:wide", fields);
    }

    private static PVAStructure types() throws Exception {
        final PVAStructure point = new PVAStructure("", "point", new PVAInt("x", 0), new PVADouble("y", 0));
        final PVAStructure first = new PVAStructure("", "point", new PVAInt("x", 1), new PVADouble("y", 1.5));
        final PVAStructure last = new PVAStructure("", "point", new PVAInt("x", -2), new PVADouble("y", -2.5));
        return new PVAStructure("", "test:types",
                new PVABool("bool", true),
                new PVAByte("i8", false, (byte) -8), new PVAByte("u8", true, (byte) 200),
                new PVAShort("i16", false, (short) -1600), new PVAShort("u16", true, (short) 60000),
                new PVAInt("i32", false, -320000), new PVAInt("u32", true, (int) 4000000000L),
                new PVALong("i64", false, Long.MIN_VALUE), new PVALong("u64", true, -1L),
                new PVAFloat("f32", 0.5f), new PVADouble("f64", Math.PI), new PVAString("str", "caf\u00e9 \u20ac"),
                new PVABoolArray("bools", true, false, true),
                new PVAByteArray("i8s", false, (byte) -1, (byte) 2), new PVAByteArray("u8s", true, (byte) 255, (byte) 2),
                new PVAShortArray("i16s", false, (short) -1, (short) 2),
                new PVAShortArray("u16s", true, (short) 65535, (short) 2),
                new PVAIntArray("i32s", false, -1, 2), new PVAIntArray("u32s", true, -1, 2),
                new PVALongArray("i64s", false, -1L, 2L), new PVALongArray("u64s", true, -1L, 2L),
                new PVAFloatArray("f32s", -1.5f, 2.5f), new PVADoubleArray("f64s", -1.5, 2.5),
                new PVAStringArray("strs", "a", "", "caf\u00e9"),
                new PVAUnion("union", "", 1, new PVAInt("number"), new PVAString("text", "arm")),
                new PVAny("any", new PVADouble("any", 4.5)),
                new PVAStructureArray("structs", point, first, last),
                new PVAAnyArray("anys", new PVAny("", new PVAInt("", 7)), new PVAny("", new PVAString("", "seven"))));
    }
}

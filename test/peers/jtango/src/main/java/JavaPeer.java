import fr.esrf.Tango.DevState;
import java.util.Arrays;
import org.tango.DeviceState;
import org.tango.server.ServerManager;
import org.tango.server.annotation.Attribute;
import org.tango.server.annotation.AttributeProperties;
import org.tango.server.annotation.Command;
import org.tango.server.annotation.Device;
import org.tango.server.annotation.Init;
import org.tango.server.annotation.State;
import org.tango.server.annotation.StateMachine;
import org.tango.server.annotation.Status;

/** Java has no unsigned types, so neither has this device; every reply of it is big-endian. */
@Device
public class JavaPeer {
    @State
    private DeviceState state = DeviceState.ON;

    @Status
    private String status = "A Java device.";

    @Attribute
    @AttributeProperties(
            label = "Gap",
            unit = "mm",
            description = "Distance of the jaws",
            minValue = "0",
            maxValue = "50",
            format = "%5.2f")
    private double gap = 12.5;

    @Attribute
    private boolean booleanScalar = true;

    @Attribute
    private short shortScalar = Short.MIN_VALUE;

    @Attribute
    private int longScalar = Integer.MIN_VALUE;

    @Attribute
    private long long64Scalar = (1L << 53) + 1;

    @Attribute
    private float floatScalar = 1.5f;

    @Attribute
    private String stringScalar = "caf\u00e9";

    @Attribute
    private boolean[] booleanSpectrum = {true, false, true};

    @Attribute
    private short[] shortSpectrum = {Short.MIN_VALUE, 0, Short.MAX_VALUE};

    @Attribute
    private int[] longSpectrum = {Integer.MIN_VALUE, 0, Integer.MAX_VALUE};

    @Attribute
    private long[] long64Spectrum = {Long.MIN_VALUE, 0, Long.MAX_VALUE};

    @Attribute
    private float[] floatSpectrum = {-1.5f, 0, 3.25f};

    @Attribute
    private double[] doubleSpectrum = {-1e300, 0, 1e-300};

    @Attribute
    private String[] stringSpectrum = {"a", "", "caf\u00e9"};

    @Attribute
    private int[][] longImage = {{1, 2, 3}, {4, 5, 6}};

    @Attribute
    private double[][] doubleImage = {{1.5, 2.5, 3.5}, {4.5, 5.5, 6.5}};

    private int reads;

    @Init
    @StateMachine(endState = DeviceState.ON)
    public void init() {}

    /** One more at each read. */
    @Attribute
    public int getReads() {
        return ++reads;
    }

    @Attribute
    public double getFailing() {
        throw new IllegalStateException("the jaws are stuck");
    }

    @Attribute
    public DevState getMode() {
        return DevState.MOVING;
    }

    @Command(inTypeDesc = "a text", outTypeDesc = "the same text")
    public String echoString(String text) {
        return text;
    }

    @Command
    public double[] doubled(double[] values) {
        return Arrays.stream(values).map(value -> 2 * value).toArray();
    }

    @Command
    public long negated(long value) {
        return -value;
    }

    @Command
    public void nothing() {}

    @Command
    public void fail() {
        throw new IllegalStateException("the jaws are stuck");
    }

    public DeviceState getState() {
        return state;
    }

    public void setState(DeviceState value) {
        state = value;
    }

    public String getStatus() {
        return status;
    }

    public void setStatus(String value) {
        status = value;
    }

    public double getGap() {
        return gap;
    }

    public void setGap(double value) {
        gap = value;
    }

    public boolean isBooleanScalar() {
        return booleanScalar;
    }

    public boolean getBooleanScalar() {
        return booleanScalar;
    }

    public void setBooleanScalar(boolean value) {
        booleanScalar = value;
    }

    public short getShortScalar() {
        return shortScalar;
    }

    public void setShortScalar(short value) {
        shortScalar = value;
    }

    public int getLongScalar() {
        return longScalar;
    }

    public void setLongScalar(int value) {
        longScalar = value;
    }

    public long getLong64Scalar() {
        return long64Scalar;
    }

    public void setLong64Scalar(long value) {
        long64Scalar = value;
    }

    public float getFloatScalar() {
        return floatScalar;
    }

    public void setFloatScalar(float value) {
        floatScalar = value;
    }

    public String getStringScalar() {
        return stringScalar;
    }

    public void setStringScalar(String value) {
        stringScalar = value;
    }

    public boolean[] getBooleanSpectrum() {
        return booleanSpectrum;
    }

    public void setBooleanSpectrum(boolean[] value) {
        booleanSpectrum = value;
    }

    public short[] getShortSpectrum() {
        return shortSpectrum;
    }

    public void setShortSpectrum(short[] value) {
        shortSpectrum = value;
    }

    public int[] getLongSpectrum() {
        return longSpectrum;
    }

    public void setLongSpectrum(int[] value) {
        longSpectrum = value;
    }

    public long[] getLong64Spectrum() {
        return long64Spectrum;
    }

    public void setLong64Spectrum(long[] value) {
        long64Spectrum = value;
    }

    public float[] getFloatSpectrum() {
        return floatSpectrum;
    }

    public void setFloatSpectrum(float[] value) {
        floatSpectrum = value;
    }

    public double[] getDoubleSpectrum() {
        return doubleSpectrum;
    }

    public void setDoubleSpectrum(double[] value) {
        doubleSpectrum = value;
    }

    public String[] getStringSpectrum() {
        return stringSpectrum;
    }

    public void setStringSpectrum(String[] value) {
        stringSpectrum = value;
    }

    public int[][] getLongImage() {
        return longImage;
    }

    public void setLongImage(int[][] value) {
        longImage = value;
    }

    public double[][] getDoubleImage() {
        return doubleImage;
    }

    public void setDoubleImage(double[][] value) {
        doubleImage = value;
    }

    public static void main(String[] args) {
        ServerManager.getInstance().start(args, JavaPeer.class);
    }
}

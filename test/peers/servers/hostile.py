"""Names and texts that break a careless generator, and names that differ only by a rule of some language."""

from tango import AttrWriteType, CmdArgType, DevState, Except
from tango.server import Device, attribute, command

from serve import serve

# Latin-1 carries the bytes of U+2028, of a next-line and of a non-breaking space, but not U+2028 itself.
TEXTS = [
    "*/ process.exit(1); /*",
    "`${process.exit(1)}`",
    "</script><script>alert(1)</script>",
    "two\nlines\r\nand\tmore",
    "\xe2\x80\xa8 line separator in UTF-8",
    "\x85\xa0\xad",
    "'; DROP TABLE device; --",
    "\\u002a\\u002f {{this}} {{{raw}}} <%= x %>",
    "@deprecated {@link x} @param",
    "// # sourceMappingURL=x",
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred \x9b31m\x08\x7f",
    "$(touch owned) `touch owned` ; touch owned",
]
NAMES = [
    "then", "constructor", "__proto__", "prototype", "toString", "valueOf", "hasOwnProperty", "name", "length",
    "connect", "source", "get", "set", "$connect", "$name", "$", "_", "spec", "default", "class", "await", "new",
    "arguments", "eval", "undefined", "NaN", "Promise", "Temp", "a-b", "a_b", "001", "1e3", "with space", "x.y",
    "double_scalar", "DoubleScalar", "HVEnable", "hv_enable", "caf\xe9", "quote's", 'quo"te', "back\\slash", "star*/",
]
LABELS = {
    "labels_repeated": ["A", "A", "B"],
    "labels_empty": ["", "On"],
    "labels_odd": ["*/", "`${x}`", "it's \\", "new\nline", "__proto__", "caf\xe9", "1", "true"],
    "labels_terminal": ["\x1b[31mred", "\x9b2J", "\x07", "bell\x08"],
}


class Hostile(Device):
    """A class description with */ and `${backticks}` and </script>."""

    def init_device(self):
        super().init_device()
        self.set_state(DevState.ON)
        self.set_status(TEXTS[0])
        self.values = {}

    def initialize_dynamic_attributes(self):
        for index, name in enumerate(NAMES):
            text = TEXTS[index % len(TEXTS)]
            self.make(name, CmdArgType.DevDouble, float(index), doc=text, label=text, unit=text, format=text)
        for name, labels in LABELS.items():
            self.make(name, CmdArgType.DevEnum, 0, enum_labels=labels)

    def make(self, name, dtype, value, **extra):
        self.values[name] = value
        try:
            self.add_attribute(
                attribute(
                    name=name,
                    dtype=dtype,
                    access=AttrWriteType.READ_WRITE,
                    fget=self.read_value,
                    fset=self.write_value,
                    **extra,
                )
            )
        except Exception as error:
            print(f"refused {name!r}: {error}".encode("ascii", "backslashreplace").decode(), flush=True)

    def read_value(self, attr):
        return self.values[attr.get_name()]

    def write_value(self, attr):
        self.values[attr.get_name()] = attr.get_write_value()

    @command(dtype_in=str, doc_in=TEXTS[0], dtype_out=str, doc_out=TEXTS[1])
    def Temp(self, text):
        """Named like the attribute Temp."""
        return text

    @command(doc_in=TEXTS[10])
    def Fail(self):
        Except.throw_exception(TEXTS[10], TEXTS[10], TEXTS[0])

    @command(dtype_out=str, doc_out=TEXTS[2])
    def toString(self):
        return "toString"

    @command(dtype_out=str, doc_out=TEXTS[3])
    def Constructor(self):
        """Differs from the attribute by the case of one letter."""
        return "Constructor"


class Promise(Hostile):
    """Named like a global."""


class my_dev(Hostile):
    """Its TypeScript name is that of MyDev."""


class MyDev(Hostile):
    """Its TypeScript name is that of my_dev."""


class Aux(Hostile):
    """A file of this name cannot exist on Windows."""


if __name__ == "__main__":
    serve(Hostile, Promise, my_dev, MyDev, Aux)

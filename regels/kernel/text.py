"""Writing the lines of a function, with what many of them need."""

from regels.kernel.desk import Desk


class Text:
    """Lines of a part of a function, whose names begin with ``prefix``."""

    def __init__(self, prefix: str = "x") -> None:
        self.lines: list[str] = []
        self._prefix = prefix
        self._names: dict[str, str] = {}

    def emit(self, text: str) -> str:
        """The result of an instruction; equal text, equal result."""
        if text not in self._names:
            self._names[text] = f"%{self._prefix}{len(self._names)}"
            self.lines.append(f"  {self._names[text]} = {text}")
        return self._names[text]

    @property
    def last(self) -> str:
        """The result of the last new instruction."""
        return f"%{self._prefix}{len(self._names) - 1}"

    def do(self, text: str) -> None:
        self.lines.append(f"  {text}")


def splat(t: Text, lanes: int, kind: str, value: str) -> str:
    vector = f"<{lanes} x {kind}>"
    one = t.emit(f"insertelement {vector} poison, {kind} {value}, i64 0")
    return t.emit(f"shufflevector {vector} {one}, {vector} poison, <{lanes} x i32> zeroinitializer")


def line(t: Text, desk: Desk, number: int) -> str:
    """A line of the desk."""
    vector = f"<{desk.lanes} x i64>"
    at = t.emit(f"getelementptr i8, ptr %desk, i64 {desk.line(number)}")
    return t.emit(f"load {vector}, ptr {at}, align 8")


def words_of(t: Text, desk: Desk, number: int) -> list[str]:
    """The words of a line of the desk, one by one."""
    found = []
    for lane in range(desk.lanes):
        at = t.emit(f"getelementptr i8, ptr %desk, i64 {desk.line(number) + 8 * lane}")
        found.append(t.emit(f"load i64, ptr {at}, align 8"))
    return found

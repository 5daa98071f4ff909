"""The console blocks of a Markdown page: what they type and what they say comes back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANYTHING = "..."
# Run by `make test-setup` on a fresh clone, for the suite can't run itself.
ELSEWHERE = ("git clone", "cd ", "make test", "make check", "make help")


@dataclass(frozen=True, slots=True)
class Step:
    """A command, continued lines joined, and the output that follows it on the page."""

    command: str
    expected: str

    @property
    def starts_the_server(self) -> bool:
        """`make run` stays in the foreground: the steps after it talk to the server it started."""
        return self.command == "make run"

    @property
    def is_run_elsewhere(self) -> bool:
        """Whether `make test-setup` is where this is tried."""
        return self.command.startswith(ELSEWHERE)


def steps(page: str) -> Iterator[Step]:
    """The steps of all console blocks, in order; `$ ` begins a command, `> ` continues it."""
    for block in BLOCK.findall(page):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            typed = 1 + sum(1 for _ in _continued(lines))
            command = "\n".join([lines[0], *(line.removeprefix("> ") for line in lines[1:typed])])
            yield Step(command, "\n".join(lines[typed:]))


def _continued(lines: list[str]) -> Iterator[str]:
    for line in lines[1:]:
        if not line.startswith("> "):
            return
        yield line


def matches(expected: str, output: str) -> bool:
    """Equal but for `...`, which stands for any text within a line and, alone on a line, for any lines."""
    pattern = ""
    for line in expected.strip().splitlines():
        if line.strip() == ANYTHING:
            pattern += r"(?:.*\n)*"
        else:
            pattern += ".*".join(re.escape(part) for part in line.rstrip().split(ANYTHING)) + r"\n"
    actual = "".join(f"{line.rstrip()}\n" for line in output.strip().splitlines())
    return re.fullmatch(pattern, actual) is not None

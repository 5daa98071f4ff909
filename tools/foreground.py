"""Runs a command so that Ctrl+C reaches it alone: `python tools/foreground.py COMMAND...`; exits with its code.

Without this, make gets the Ctrl+C as well and calls an orderly end an error. On a terminal the command becomes the
foreground process group; anywhere else it simply replaces this process.
"""

import os
import signal
import subprocess
import sys


def run_on_terminal(command: list[str], terminal: int) -> int:
    """Gives the terminal to the command and takes it back; returns its exit code, 128 + N after signal N."""
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # or taking the terminal back would stop us
    child = subprocess.Popen(command, process_group=0, preexec_fn=lambda: _take(terminal))
    for forwarded in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(forwarded, lambda number, _frame: child.send_signal(number))
    code = child.wait()
    os.tcsetpgrp(terminal, os.getpgrp())
    return code if code >= 0 else 128 - code


def _take(terminal: int) -> None:
    os.tcsetpgrp(terminal, os.getpgrp())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)


def main(command: list[str]) -> int:
    """Exit code of the command; 2 without one."""
    if not command:
        print("usage: foreground.py COMMAND...", file=sys.stderr)
        return 2
    terminal = sys.stdin.fileno()
    if not os.isatty(terminal) or os.tcgetpgrp(terminal) != os.getpgrp():
        os.execvp(command[0], command)
    return run_on_terminal(command, terminal)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

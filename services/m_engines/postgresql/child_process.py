"""Programs started as another user that die with their parent."""

import ctypes
import os
import pwd
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class RunAs:
    """The user a program runs as; `is_other` where that isn't who we are, which takes root."""

    name: str
    uid: int
    gid: int
    is_other: bool

    @classmethod
    def of(cls, entry: pwd.struct_passwd) -> Self:
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid, is_other=entry.pw_uid != os.geteuid())

    @classmethod
    def ourselves(cls) -> Self:
        """Who we are, with or without an entry in the user database (containers have such users)."""
        return cls(f"uid {os.geteuid()}", os.geteuid(), os.getegid(), is_other=False)

    def popen(
        self,
        arguments: Sequence[str | Path],
        *,
        cwd: Path,
        output: IO[bytes] | int,
        dies_by: signal.Signals = signal.SIGKILL,
    ) -> subprocess.Popen[bytes]:
        """Starts a program in a session of its own, with a clean environment.

        The kernel sends it `dies_by` when the thread that started it ends, so only the main thread may start one:
        RuntimeError elsewhere. OSError where the program can't be executed.
        """
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError(f"{arguments[0]}: children are started from the main thread, for they die with it")
        return subprocess.Popen(  # the preexec_fn runs after the change of user, which would clear the signal
            list(arguments),
            cwd=cwd,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_dies_with_parent(os.getpid(), dies_by),
            user=self.uid if self.is_other else None,
            group=self.gid if self.is_other else None,
            extra_groups=() if self.is_other else None,
        )


def _dies_with_parent(parent: int, dies_by: signal.Signals) -> Callable[[], None]:
    def set_parent_death_signal() -> None:
        if _LIBC.prctl(PR_SET_PDEATHSIG, dies_by.value, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
        if os.getppid() != parent:  # it died before the signal was set
            os._exit(1)

    return set_parent_death_signal

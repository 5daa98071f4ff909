"""Deletes a data directory after asking: `python -m tools.clean_data [DIRECTORY]`."""

import shutil
import sys
from pathlib import Path

from business_m.settings import Settings
from m_engines.postgresql import AlreadyRunning
from m_engines.postgresql.data_directory import DirectoryLock

LOCK = "postgresql.lock"


def refusal(directory: Path) -> str | None:
    """Why this directory is not deleted, or None: it is not ours, or a server runs on it."""
    if not (directory / LOCK).exists():
        return f"{directory} holds no data of Business M: nothing is deleted"
    try:
        DirectoryLock.take(directory / LOCK).release()
    except AlreadyRunning as running:
        return f"{directory} is in use by pid {running.pid}: stop it first"
    return None


def main(arguments: list[str]) -> int:
    """Exit 1 where nothing was deleted, 2 for a wrong usage."""
    if len(arguments) > 1:
        print("usage: make clean-data [DATA=DIRECTORY]", file=sys.stderr)
        return 2
    directory = Path(arguments[0]) if arguments else Settings.from_environment().data_dir
    refused = refusal(directory)
    if refused:
        print(refused, file=sys.stderr)
        return 1
    print(f"Delete {directory} with all books in it? Type yes: ", end="", flush=True)
    if sys.stdin.readline().strip() != "yes":
        print("nothing is deleted")
        return 1
    shutil.rmtree(directory)
    print(f"{directory} is deleted")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

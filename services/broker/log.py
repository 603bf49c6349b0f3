"""What a broker's log file says about its failure."""

import re
from pathlib import Path

# Kafka writes an error as a line of its own words, then the exception, then the stack, then the causes.
_CAUSE = re.compile(r"(Caused by: |Exception in thread \"[^\"]*\" )?[\w$]+(\.[\w$]+)*\.[\w$]*(Exception|Error)\b.*")
_COMPLAINT = re.compile(r"(.* (ERROR|FATAL) |Error).*")

_JAVA_DID_NOT_START = "Error occurred during initialization of VM"

ADDRESS_IN_USE = "Address already in use"

# More than Kafka says between its first line and a failed start (some 250 kB).
_TAIL_BYTES = 1_000_000


def text_since(log_file: Path, start: int) -> str:
    """What was written to the log from a position in bytes on, at most its last megabyte; empty without a file."""
    try:
        with log_file.open("rb") as stream:
            end = stream.seek(0, 2)
            stream.seek(max(start, end - _TAIL_BYTES))
            return stream.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return ""


def telling_line(text: str) -> str:
    """The line that says most about a failure: the last exception, or the last complaint, or the last line at all."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for pattern in (_CAUSE, _COMPLAINT):
        for line in reversed(lines):
            if pattern.fullmatch(line):
                # Java says in a second line what the error was.
                following = lines[lines.index(line) + 1 :]
                return " ".join([line, *following[:1]]) if line == _JAVA_DID_NOT_START else line
    return lines[-1] if lines else ""

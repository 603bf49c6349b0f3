"""The line of a log that tells why Kafka failed. The log lines are modelled on those of Kafka 4.3 and Java 25."""

from pathlib import Path

import pytest

from services.broker.log import telling_line, text_since

PORT_TAKEN = """\
2026-01-05T10:00:00,001 INFO starting (KafkaRaftServer)
2026-01-05T10:00:00,002 ERROR [SocketServer] failed (SocketServer)
org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:9092: Address already in use.
\tat kafka.network.Acceptor.open(SocketServer.scala:700)
Caused by: java.net.BindException: Address already in use
\tat java.base/sun.nio.ch.Net.bind0(Native Method)
\t... 12 more
2026-01-05T10:00:00,100 INFO shutting down (KafkaRaftServer)
"""
FOLDER_LOCKED = """\
2026-01-05T10:00:00,002 ERROR Disk error while locking directory /data (LogManager)
2026-01-05T10:00:00,100 INFO shutting down (KafkaRaftServer)
"""
NO_HEAP = """\
Invalid initial heap size: -Xmx1m
Error: Could not create the Java Virtual Machine.
"""
NO_JAVA = """\
Error occurred during initialization of VM
Too small maximum heap
"""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PORT_TAKEN, "Caused by: java.net.BindException: Address already in use"),
        (FOLDER_LOCKED, "2026-01-05T10:00:00,002 ERROR Disk error while locking directory /data (LogManager)"),
        (NO_HEAP, "Error: Could not create the Java Virtual Machine."),
        (NO_JAVA, "Error occurred during initialization of VM Too small maximum heap"),
        ("one\n\n  two  \n\n", "two"),
        ("", ""),
    ],
    ids=["exception", "complaint", "java", "java in two lines", "last line", "nothing"],
)
def test_the_most_telling_line(text: str, line: str) -> None:
    assert telling_line(text) == line


def test_only_what_was_written_since_the_start_is_read(tmp_path: Path) -> None:
    path = tmp_path / "broker.log"
    path.write_text("the run before\nthis run\n", encoding="utf-8")
    assert text_since(path, len("the run before\n")) == "this run\n"


def test_a_log_that_was_never_written_is_empty(tmp_path: Path) -> None:
    assert text_since(tmp_path / "broker.log", 0) == ""

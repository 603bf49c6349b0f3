"""Keeps the last result of every article in SQLite, with confluent-kafka (librdkafka).

python subscriber.py 127.0.0.1:9092 archive.sqlite my-archive
"""

import signal
import sqlite3
import sys

from confluent_kafka import Consumer, KafkaException, Message

TOPICS = ["news.entities.v1", "news.topics.v1", "news.quotes.v1"]
running = True


def stop(*_: object) -> None:
    global running  # noqa: PLW0603
    running = False


def main(servers: str, file: str, group: str) -> None:
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    state = sqlite3.connect(file)
    state.execute("CREATE TABLE IF NOT EXISTS results (topic TEXT, key BLOB, value BLOB, PRIMARY KEY (topic, key))")
    consumer = Consumer(
        {
            "bootstrap.servers": servers,
            "group.id": group,
            "auto.offset.reset": "earliest",  # a group that is new begins with all that the topics hold
            "enable.auto.commit": False,
            "session.timeout.ms": 10_000,  # so soon the partitions of one that was killed go to others
        }
    )
    consumer.subscribe(TOPICS)
    try:
        while running:
            batch = consumer.consume(num_messages=500, timeout=0.5)
            with state:  # one transaction
                for message in batch:
                    keep(state, message)
            if batch:
                # Only now: who is killed before this reads the batch once more, and keeps the same.
                consumer.commit(asynchronous=False)
    finally:
        consumer.close()
        state.close()


def keep(state: sqlite3.Connection, message: Message) -> None:
    """The last value of a key is what holds; no value means that the article was retracted."""
    if message.error():
        raise KafkaException(message.error())
    topic, key, value = message.topic(), message.key(), message.value()
    if value is None:
        state.execute("DELETE FROM results WHERE topic = ? AND key = ?", (topic, key))
    else:
        state.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (topic, key, value))
    print(topic, message.partition(), message.offset(), key.decode() if key else "", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

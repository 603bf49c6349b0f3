"""Keeps the last result of every article in SQLite, with aiokafka.

python subscriber.py 127.0.0.1:9092 archive.sqlite my-archive
"""

import asyncio
import signal
import sqlite3
import sys

from aiokafka import AIOKafkaConsumer, ConsumerRecord

TOPICS = ("news.entities.v1", "news.topics.v1", "news.quotes.v1")


async def main(servers: str, file: str, group: str) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    state = sqlite3.connect(file)
    state.execute("CREATE TABLE IF NOT EXISTS results (topic TEXT, key BLOB, value BLOB, PRIMARY KEY (topic, key))")
    consumer = AIOKafkaConsumer(
        *TOPICS,
        bootstrap_servers=servers,
        group_id=group,
        auto_offset_reset="earliest",  # a group that is new begins with all that the topics hold
        enable_auto_commit=False,
    )
    await consumer.start()
    try:
        while not stop.is_set():
            batch = await consumer.getmany(timeout_ms=500, max_records=500)
            with state:  # one transaction
                for records in batch.values():
                    for record in records:
                        keep(state, record)
            if batch:
                # Only now: who is killed before this reads the batch once more, and keeps the same.
                await consumer.commit()
    finally:
        await consumer.stop()
        state.close()


def keep(state: sqlite3.Connection, record: ConsumerRecord) -> None:
    """The last value of a key is what holds; no value means that the article was retracted."""
    if record.value is None:
        state.execute("DELETE FROM results WHERE topic = ? AND key = ?", (record.topic, record.key))
    else:
        state.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", (record.topic, record.key, record.value))
    print(record.topic, record.partition, record.offset, record.key.decode(), flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

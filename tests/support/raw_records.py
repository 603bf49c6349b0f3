"""Records that no well-behaved client would send: header names that are not UTF-8, and any compression."""

import struct

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.protocol.produce import ProduceRequest
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.util import calc_crc32c

from schemas.cloudevents import Headers
from services.runtime.raw_header_names import is_utf8

_CRC_AT = 17
_CHECKED_FROM = 21


def batch(key: bytes | None, value: bytes | None, headers: Headers, timestamp: int) -> bytes:
    """A batch of one record; names of headers may have escaped bytes (PEP 383). ``timestamp`` is in milliseconds."""
    stand_ins = [name if is_utf8(name) else f"{number:?>{len(_raw(name))}}" for number, (name, _) in enumerate(headers)]
    builder = DefaultRecordBatchBuilder(2, 0, 0, -1, -1, -1, 4 * 1024 * 1024)
    contents = [content for _, content in headers]
    builder.append(0, timestamp=timestamp, key=key, value=value, headers=list(zip(stand_ins, contents, strict=True)))
    built = bytearray(builder.build())
    for stand_in, (name, _) in zip(stand_ins, headers, strict=True):
        if not is_utf8(name):
            assert built.count(stand_in.encode()) == 1
            start = built.index(stand_in.encode())
            built[start : start + len(stand_in)] = _raw(name)
    built[_CRC_AT:_CHECKED_FROM] = struct.pack("!I", calc_crc32c(bytes(built[_CHECKED_FROM:])))
    return bytes(built)


async def send_batch(client: AIOKafkaProducer, topic: str, partition: int, data: bytes) -> int:
    """Produce a batch past all that the client would check; returns the record's offset."""
    request = ProduceRequest(
        transactional_id=None, required_acks=-1, timeout=10_000, topics=[(topic, [(partition, data)])]
    )
    leader = client.client.cluster.leader_for_partition(TopicPartition(topic, partition))
    response = await client.client.send(leader, request)
    answer = response.topics[0][1][0]
    assert answer[1] == 0, f"the broker refuses the batch with error {answer[1]}"
    return int(answer[2])


def _raw(name: str) -> bytes:
    return name.encode("utf-8", errors="surrogateescape")

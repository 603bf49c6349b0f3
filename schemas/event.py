"""What all events have in common: strict on write, tolerant on read, the same bytes for the same content."""

from typing import Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A part of an event. Frozen; a value of a wrong type or an unknown name is refused when it is made."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Event(Record):
    """The value of one Kafka record."""

    def to_bytes(self) -> bytes:
        """The event as UTF-8 JSON. Fields stand in the order of their declaration, so equal events give equal bytes."""
        return self.model_dump_json().encode()

    @classmethod
    def from_bytes(cls, value: bytes) -> Self:
        """Read an event as a subscriber does: fields that this version does not know are ignored.

        Raises ``pydantic.ValidationError`` (a ``ValueError``) for anything that is not JSON of this shape.
        """
        return cls.model_validate_json(value, extra="ignore")

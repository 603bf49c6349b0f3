"""What a run of the producer did, in figures."""

from dataclasses import asdict, dataclass


@dataclass(slots=True)
class Report:
    """Articles by what became of them. ``bytes`` are those of the published events before compression."""

    published: int = 0
    repeated: int = 0
    refused: int = 0
    retracted: int = 0
    bytes: int = 0
    seconds: float = 0.0

    def as_json(self) -> dict[str, int | float]:
        """The figures by name."""
        return {**asdict(self), "seconds": round(self.seconds, 3)}

    def __str__(self) -> str:
        parts = [f"published {self.published:,} article{'' if self.published == 1 else 's'}"]
        if self.retracted:
            parts = [f"retracted {self.retracted:,}"]
        if self.repeated:
            parts.append(f"passed over {self.repeated:,} read twice")
        parts.append(f"refused {self.refused:,}")
        parts.append(f"{self.bytes:,} bytes in {self.seconds:.1f} s")
        return ", ".join(parts)

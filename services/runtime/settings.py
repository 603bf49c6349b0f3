"""All settings, in one frozen object, read from the environment once at the start."""

import os
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.runtime.errors import ConfigurationError

PREFIX = "NEWSLOOM_"
_MODELS = Path(__file__).resolve().parents[2] / "models"


class Settings(BaseSettings):
    """Each field is the environment variable ``NEWSLOOM_<FIELD>``. Durations are seconds, sizes are bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    bootstrap_servers: str = Field(
        default="127.0.0.1:9092", description="Kafka brokers to ask first, as host:port, separated by commas."
    )
    models_folder: Path = Field(default=_MODELS, description="The folder that has one model folder a task.")
    consumer_group: str | None = Field(
        default=None,
        min_length=1,
        description="Consumer group of one kind of service; by default newsloom-<service>.",
    )
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1, ge=1, le=256, description="Worker processes of a service."
    )
    window_articles: int = Field(default=64, ge=1, le=10_000, description="Articles in flight at once, at most.")
    window_bytes: int = Field(
        default=16 * 1024 * 1024, ge=1, description="Bytes of the articles in flight; one article may exceed it alone."
    )
    article_time_limit: float = Field(default=120.0, gt=0, description="Seconds that one article may take a worker.")
    worker_memory: int = Field(
        default=2 * 1024**3,
        ge=128 * 1024**2,
        description="Bytes of memory that a worker may take, its model included; enforced on Linux.",
    )
    stall_after: float = Field(
        default=300.0, gt=0, description="Seconds without progress, though there is work, after which /live fails."
    )
    start_timeout: float = Field(default=30.0, gt=0, description="Seconds to wait for the cluster before giving up.")
    stop_timeout: float = Field(default=30.0, gt=0, description="Seconds that articles in flight get after SIGTERM.")
    breaker_window: int = Field(default=100, ge=1, description="Outcomes that the breaker looks back on.")
    breaker_count: int = Field(
        default=50, ge=0, description="Dead letters among them that may open the breaker; 0 switches it off."
    )
    breaker_share: float = Field(
        default=0.8, gt=0, le=1, description="Share of dead letters among them that may open the breaker."
    )
    session_timeout: float = Field(
        default=10.0, ge=6, description="Seconds after which Kafka gives a silent member's partitions to others."
    )
    commit_interval: float = Field(default=1.0, gt=0, description="Seconds between two commits of offsets.")
    delivery_timeout: float = Field(
        default=10.0,
        gt=0,
        description="Seconds after which a record that is not delivered makes the service not ready.",
    )
    retry_backoff: float = Field(default=0.2, gt=0, description="Seconds before the first retry; doubles each time.")
    retry_backoff_most: float = Field(default=10.0, gt=0, description="Seconds between two retries, at most.")
    http_host: str = Field(default="127.0.0.1", description="Address of /metrics, /live and /ready.")
    http_port: int = Field(default=0, ge=0, le=65_535, description="Port of the same; 0 takes a free one and logs it.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="The least to log.")
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", description="auto is console on a terminal and one JSON object a line elsewhere."
    )

    @model_validator(mode="after")
    def _breaker_can_open(self) -> Self:
        if self.breaker_count > self.breaker_window:
            raise ValueError(f"{PREFIX}BREAKER_COUNT: {self.breaker_count} is more than {PREFIX}BREAKER_WINDOW")
        return self

    @field_validator("bootstrap_servers")
    @classmethod
    def _servers_have_ports(cls, servers: str) -> str:
        for server in servers.split(","):
            host, _, port = server.strip().rpartition(":")
            if not host or not port.isdigit() or not 0 < int(port) < 65_536:
                raise ValueError(f"{server.strip()!r} is not host:port")
        return servers

    def group_of(self, service: str) -> str:
        """The consumer group of a service."""
        return self.consumer_group or f"newsloom-{service}"

    @classmethod
    def load(cls, **overrides: Any) -> Self:
        """Read the environment; an override that is not None goes first.

        Raises ``ConfigurationError`` that names the variable, for a bad value and for a ``NEWSLOOM_`` variable that
        is no setting (most often a misspelt one, which would otherwise be silently without effect).
        """
        known = {PREFIX + name.upper() for name in cls.model_fields}
        for variable in sorted(os.environ):
            if variable.upper().startswith(PREFIX) and variable.upper() not in known:
                raise ConfigurationError(f"{variable} is not a setting of Newsloom")
        try:
            return cls(**{name: value for name, value in overrides.items() if value is not None})
        except ValidationError as error:
            raise ConfigurationError("; ".join(map(_problem, error.errors()))) from error


def _problem(error: ErrorDetails) -> str:
    message = error["msg"].removeprefix("Value error, ")
    return f"{PREFIX}{'.'.join(map(str, error['loc'])).upper()}: {message}" if error["loc"] else message

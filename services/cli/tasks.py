"""The three language tasks by name."""

import importlib

from schemas.kafka_topics import ServiceName
from services.runtime.task import Task


def task_of(service: ServiceName) -> Task:
    """The task of a service; its room is imported only now."""
    task: Task = importlib.import_module(f"services.{service}.service").TASK
    return task

"""All tests: unit (no broker), integration (a real Kafka), faults (kills, restarts, poison)."""

"""The compose file on a real engine: ``make compose-test``."""

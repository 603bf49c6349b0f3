"""Coverage-guided fuzzing of what reads records: see ``tests.faults.fuzz``."""

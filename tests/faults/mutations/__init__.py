"""The hazards of Faust, put back one at a time: see ``tests.faults.prove``."""

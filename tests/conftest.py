"""What holds for all tests."""

import signal

# A shell ignores SIGINT in what it runs in the background, and processes inherit that: tests that interrupt one would
# wait in vain where the tests themselves were started so.
signal.signal(signal.SIGINT, signal.default_int_handler)

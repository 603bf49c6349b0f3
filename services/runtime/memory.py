"""The memory that one process may take."""

import sys


def limit_memory(size: int) -> None:
    """Let this process have at most ``size`` bytes of private writable memory; more is a ``MemoryError``.

    Linux counts the heap, arrays and the stacks of threads, touched or not (``VmData`` in ``/proc/self/status``,
    ``RLIMIT_DATA`` in setrlimit(2)), but not what files are mapped into it. Elsewhere this does nothing: macOS does not
    heed the limit and Windows has none.
    """
    if sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        allowed = size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(resource.RLIMIT_DATA, (allowed, most))

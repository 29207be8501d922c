"""Processes that share work among them, as many as there are cores."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_all_start_methods, get_context, parent_process

__all__ = ["forked_workers"]


def forked_workers() -> ProcessPoolExecutor | None:
    """Workers that know what this process knows, and end when it does; `None` where there is one core or no fork."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores < 2 or "fork" not in get_all_start_methods():
        return None
    return ProcessPoolExecutor(cores, get_context("fork"), _end_with_parent)


def _end_with_parent() -> None:
    """Have a worker end when its parent is killed, for it would wait for ever, and hold the lock of a site as well."""
    parent = parent_process()
    assert parent is not None

    def end() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()

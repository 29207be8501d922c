"""What the program `portal` runs: the command line, which takes a moment to read in."""

from __future__ import annotations

__all__ = ["run"]


def run() -> None:
    """Run the command that was typed; whoever stops it before it has begun is told nothing."""
    try:
        from portal.commands.cli import main
    except KeyboardInterrupt:
        raise SystemExit(1) from None
    main(prog_name="portal")

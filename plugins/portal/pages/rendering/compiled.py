"""Templates stay compiled for as long as the process lives: a preview that builds at every save need not start anew."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

__all__ = ["CompiledTemplates"]

_COMPILED: dict[tuple[str, str], CodeType] = {}


class CompiledTemplates(BytecodeCache):
    """The code of templates by name and source, whatever folder they lie in; a fault is told of the folder at hand."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{name}\n{filename or name}"

    def load_bytecode(self, bucket: Bucket) -> None:
        name, _, filename = bucket.key.partition("\n")
        code = _COMPILED.get((name, bucket.checksum))
        if code is not None:
            bucket.code = _lying_in(filename, code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            _COMPILED[bucket.key.partition("\n")[0], bucket.checksum] = bucket.code


def _lying_in(filename: str, code: CodeType) -> CodeType:
    """The same code as if it were compiled from a file."""
    if code.co_filename == filename:
        return code
    constants = (_lying_in(filename, one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(constants))

"""Keys and signatures as minisign writes and reads them: Ed25519 (RFC 8032) over BLAKE2b-512 (RFC 7693) of the file.

https://jedisct1.github.io/minisign/#signature-format
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import os
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from portal.model.clock import OSLO

__all__ = [
    "BadKey", "BadSignature", "PublicKey", "SecretKey", "Signature", "is_locked", "new_key", "read_public_key",
    "read_secret_key", "read_signature", "sign", "verify",
]  # fmt: skip

_KEY, _WHOLE, _HASHED = b"Ed", b"Ed", b"ED"
_UNLOCKED, _SCRYPT, _CHECKSUM = b"\0\0", b"Sc", b"B2"
_WORK, _MEMORY = 33_554_432, 1_073_741_824
"""libsodium's limits for what is sensitive; minisign uses them for keys with a password."""
_MOST_MEMORY = 2_147_483_648
_UNTRUSTED = "untrusted comment: "
_TRUSTED = "trusted comment: "


class BadKey(ValueError):
    """No key that minisign would take, or a password that does not open it."""


class BadSignature(ValueError):
    """No signature, or not one of this file by this key."""


@dataclass(frozen=True)
class PublicKey:
    """A public key; `id` tells it from others, in hexadecimal as minisign prints it."""

    id: str
    key: bytes

    def __str__(self) -> str:
        """The line that minisign takes behind `-P`."""
        return _encoded(_KEY + _number(self.id) + self.key)

    def file(self) -> str:
        """What a file with the key holds."""
        return f"{_UNTRUSTED}minisign public key {self.id}\n{self}\n"


@dataclass(frozen=True)
class SecretKey:
    """A key to sign with."""

    id: str
    seed: bytes

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.id, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def file(self, password: str = "", work: int = _WORK, memory: int = _MEMORY) -> str:
        """What a file with the key holds, locked with a password if there is one."""
        number, pair = _number(self.id), self.seed + self.public.key
        checksum = hashlib.blake2b(_KEY + number + pair, digest_size=32).digest() if password else bytes(32)
        plain = number + pair + checksum
        salt = os.urandom(32) if password else bytes(32)
        limits = work.to_bytes(8, "little") + memory.to_bytes(8, "little") if password else bytes(16)
        told = _mixed(plain, _stream(password, salt, limits)) if password else plain
        head = _KEY + (_SCRYPT if password else _UNLOCKED) + _CHECKSUM + salt + limits
        return f"{_UNTRUSTED}minisign encrypted secret key\n{_encoded(head + told)}\n"


@dataclass(frozen=True)
class Signature:
    """A signature of a file; what the trusted comment says was signed with it."""

    key_id: str
    signature: bytes
    comment: str
    comment_signature: bytes
    is_hashed: bool = True

    @property
    def day(self) -> dt.date | None:
        """The day of the signature, in Europe/Oslo, as the trusted comment tells it."""
        match = re.search(r"\btimestamp:(\d{1,11})\b", self.comment)
        return dt.datetime.fromtimestamp(int(match[1]), OSLO).date() if match else None

    def file(self) -> str:
        """What the `.minisig` file holds."""
        head = (_HASHED if self.is_hashed else _WHOLE) + _number(self.key_id) + self.signature
        lines = (f"{_UNTRUSTED}signature from minisign secret key", _encoded(head), f"{_TRUSTED}{self.comment}")
        return "\n".join((*lines, _encoded(self.comment_signature), ""))


def new_key() -> SecretKey:
    """A new key."""
    return SecretKey(os.urandom(8).hex().upper(), os.urandom(32))


def read_public_key(text: str) -> PublicKey:
    """A public key from its line, or from its file; raises `BadKey`."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(_UNTRUSTED)]
    data = _decoded(lines[0] if len(lines) == 1 else "")
    if data is None or len(data) != 42 or not data.startswith(_KEY):
        raise BadKey
    return PublicKey(_id(data[2:10]), data[10:])


def is_locked(text: str) -> bool:
    """Whether a secret key wants a password; raises `BadKey`."""
    return _secret_parts(text)[1] == _SCRYPT


def read_secret_key(text: str, password: str = "") -> SecretKey:
    """A secret key from its file; raises `BadKey`, for a wrong password too."""
    data, lock = _secret_parts(text)
    told = data[54:]
    if lock == _SCRYPT:
        told = _mixed(told, _stream(password, data[6:38], data[38:54]))
    number, pair, checksum = told[:8], told[8:72], told[72:]
    key = SecretKey(_id(number), pair[:32])
    expected = hashlib.blake2b(_KEY + number + pair, digest_size=32).digest()
    if (checksum != expected and any(checksum)) or key.public.key != pair[32:]:
        raise BadKey
    return key


def read_signature(text: str) -> Signature:
    """A signature from its file; raises `BadSignature`."""
    match = re.fullmatch(rf"{_UNTRUSTED}[^\n]*\n(\S+)\n{_TRUSTED}([^\n]*)\n(\S+)\n?", text.replace("\r\n", "\n"))
    head, comment_signature = (_decoded(match[1]), _decoded(match[3])) if match else (None, None)
    if match is None or head is None or comment_signature is None or len(head) != 74 or len(comment_signature) != 64:
        raise BadSignature
    if head[:2] not in (_HASHED, _WHOLE):
        raise BadSignature
    return Signature(_id(head[2:10]), head[10:], match[2], comment_signature, head[:2] == _HASHED)


def sign(key: SecretKey, content: bytes, comment: str) -> Signature:
    """The signature of a file, with a comment of one line that is signed with it."""
    private = Ed25519PrivateKey.from_private_bytes(key.seed)
    signature = private.sign(hashlib.blake2b(content).digest())
    return Signature(key.id, signature, comment, private.sign(signature + comment.encode()))


def verify(key: PublicKey, content: bytes, signature: Signature) -> None:
    """Raises `BadSignature` if a signature is not that of the file, or of its comment, by this key."""
    public = Ed25519PublicKey.from_public_bytes(key.key)
    try:
        if signature.key_id != key.id:
            raise BadSignature
        public.verify(signature.signature, hashlib.blake2b(content).digest() if signature.is_hashed else content)
        public.verify(signature.comment_signature, signature.signature + signature.comment.encode())
    except InvalidSignature:
        raise BadSignature from None


def _secret_parts(text: str) -> tuple[bytes, bytes]:
    lines = text.split("\n")
    data = _decoded(lines[1].strip()) if len(lines) > 1 and lines[0].startswith(_UNTRUSTED) else None
    if data is None or len(data) != 158 or data[:2] != _KEY or data[4:6] != _CHECKSUM:
        raise BadKey
    if data[2:4] not in (_UNLOCKED, _SCRYPT):
        raise BadKey
    return data, data[2:4]


def _stream(password: str, salt: bytes, limits: bytes) -> bytes:
    """What a secret key is mixed with: scrypt (RFC 7914), its cost worked out from the limits as libsodium does."""
    work, memory = int.from_bytes(limits[:8], "little"), int.from_bytes(limits[8:], "little")
    work, blocks, parallel = max(work, 32_768), 8, 1
    is_work_less = work < memory // 32
    most = work // (blocks * 4) if is_work_less else memory // (blocks * 128)
    cost = 1
    while cost < 63 and (1 << cost) <= most // 2:
        cost += 1
    if not is_work_less:
        parallel = max(1, min((work // 4) >> cost, 0x3FFFFFFF) // blocks)
    try:
        return hashlib.scrypt(
            password.encode(), salt=salt, n=1 << cost, r=blocks, p=parallel, maxmem=_MOST_MEMORY - 1, dklen=104
        )
    except (ValueError, MemoryError, OverflowError):
        raise BadKey from None


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _id(number: bytes) -> str:
    return number[::-1].hex().upper()


def _number(id_: str) -> bytes:
    return bytes.fromhex(id_)[::-1]


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return None

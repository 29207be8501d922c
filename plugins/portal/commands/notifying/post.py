"""A message handed to a mail server (RFC 5321), and what is known of its fate when that fails."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from portal.language.reasons import reason_words
from portal.model.problems import MessageWords

__all__ = ["Lost", "Post", "Unsent", "server_of"]

_PATIENCE = 60.0
_PORTS = {"smtp": 587, "smtps": 465}
_FINAL = 500
"""From this reply on a server will not take a message however often it is sent (RFC 5321, 4.2.1)."""
_HERE = ("localhost", "127.0.0.1", "::1")


class Unsent(Exception):
    """A message did not go; `reason` says why. It can be sent again, unless the server will never take it."""

    def __init__(self, reason: MessageWords, is_final: bool = False) -> None:
        super().__init__(reason.key)
        self.reason = reason
        self.is_final = is_final

    @classmethod
    def of(cls, fault: OSError | smtplib.SMTPException) -> Unsent:
        """Why, from what a connection failed by: in words and the server's number (RFC 5321, 4.2)."""
        if isinstance(fault, smtplib.SMTPAuthenticationError):
            return cls(MessageWords("notify.reason_password", {"code": fault.smtp_code}))
        if isinstance(fault, smtplib.SMTPResponseException):
            return cls.answered(fault.smtp_code, is_final=fault.smtp_code >= _FINAL)
        if isinstance(fault, smtplib.SMTPServerDisconnected):
            return cls(MessageWords("reason.cut_off"))
        if isinstance(fault, smtplib.SMTPException):
            return cls(MessageWords("notify.reason_other", {"said": type(fault).__name__}))
        return cls(MessageWords(*reason_words(fault)))

    @classmethod
    def answered(cls, *codes: int, is_final: bool) -> Unsent:
        """Why, where the server answered with a number that says no."""
        return cls(MessageWords("notify.reason_code", {"code": " ".join(map(str, codes))}), is_final)


class Lost(Exception):
    """The server was lost while it took a message: nobody knows whether it went."""


def server_of(address: str) -> SplitResult:
    """A server as `smtp://user:password@host:587` or `smtps://…`; raises `ValueError` for anything else."""
    server = urlsplit(address)
    if server.scheme not in _PORTS or not server.hostname or server.port == 0:
        raise ValueError(address)
    return server


@dataclass(frozen=True)
class Post:
    """A connection to a mail server."""

    _smtp: smtplib.SMTP

    @classmethod
    @contextmanager
    def at(cls, server: SplitResult) -> Iterator[Post]:
        """A connection to a server, encrypted where it can be; raises `Unsent`.

        A password goes to another machine over an encrypted connection alone.
        """
        host, port = str(server.hostname), server.port or _PORTS[server.scheme]
        secure = ssl.create_default_context()
        try:
            if server.scheme == "smtps":
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=secure)
            else:
                smtp = smtplib.SMTP(host, port, timeout=_PATIENCE)
        except (OSError, smtplib.SMTPException) as fault:
            raise Unsent.of(fault) from None
        try:
            is_secure = server.scheme == "smtps"
            if not is_secure and smtp.ehlo()[0] == 250 and smtp.has_extn("starttls"):
                smtp.starttls(context=secure)
                is_secure = True
            if server.username:
                if not is_secure and host not in _HERE:
                    raise Unsent(MessageWords("notify.reason_open"))
                smtp.login(unquote(server.username), unquote(server.password or ""))
        except (OSError, smtplib.SMTPException) as fault:
            smtp.close()
            raise Unsent.of(fault) from None
        try:
            yield cls(smtp)
        finally:
            smtp.close()

    def send(self, message: EmailMessage) -> None:
        """Hand over a message; raises `Unsent` where it was not taken, `Lost` where that is not known."""
        try:
            self._smtp.send_message(message)
        except smtplib.SMTPServerDisconnected as fault:
            raise Lost(str(fault)) from None
        except smtplib.SMTPRecipientsRefused as fault:
            codes = [code for code, _ in fault.recipients.values()]
            raise Unsent.answered(*codes, is_final=min(codes) >= _FINAL) from None
        except smtplib.SMTPException as fault:
            raise Unsent.of(fault) from None
        except OSError as fault:
            raise Lost(str(fault)) from None

"""One visitor of a WSGI application, without a network between: cookies, forms as they stand, all that comes back.

What an answer shows goes into seven channels of its surface: status, names of headers and their order, values of
headers, cookies, body, length, where it leads. A page without the form or link that a step wants is a thing seen too.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlencode, urljoin, urlsplit

import lxml.etree
import lxml.html

from silence.core.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from wsgiref.types import StartResponse, WSGIEnvironment

    from silence.core.grammar import Step

    Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]

LEAPS = 6


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    path: str

    @property
    def leads_to(self) -> str:
        """Where a redirect leads; empty where it is none."""
        return next((value for name, value in self.headers if name.lower() == "location"), "")

    def seen(self, surface: str, where: str) -> Iterator[Seen]:
        """Give everything about it, by channel."""
        cookies = [value for name, value in self.headers if name.lower() == "set-cookie"]
        others = [f"{name}: {value}" for name, value in self.headers if name.lower() not in {"set-cookie", "location"}]
        yield Seen(f"{surface}: status", where, self.status.encode())
        yield Seen(f"{surface}: order of headers", where, "\n".join(name for name, _ in self.headers).encode())
        yield Seen(f"{surface}: headers", where, "\n".join(others).encode())
        yield Seen(f"{surface}: cookies", where, "\n".join(cookies).encode())
        yield Seen(f"{surface}: body", where, self.body)
        yield Seen(f"{surface}: length", where, str(len(self.body)).encode())
        yield Seen(f"{surface}: leads to", where, self.leads_to.encode())


@dataclass
class Browser:
    """A visitor with a browser that runs no script."""

    application: Application
    host: str
    address: str
    language: str = "en"
    cookies: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    at: Answer | None = None

    def take(self, step: Step, where: str) -> Iterator[Seen]:
        """Do one step and give all that came back, redirects and all."""
        step = step.filled(self.kept)
        try:
            method, path, body, kind = self._asked(step)
        except LookupError as missing:
            yield Seen(f"{step.surface}: status", where, f"nothing to follow: {missing}".encode())
            return
        for leap in range(LEAPS):
            answer = self.send(method, path, body, kind, dict(step.headers))
            yield from answer.seen(step.surface, f"{where}.{leap}" if leap else where)
            if not answer.leads_to:
                break
            target = urlsplit(urljoin(path, answer.leads_to))
            method, body, path = "GET", b"", target.path + (f"?{target.query}" if target.query else "")
        self._remember(step)

    def send(
        self, method: str, path: str, body: bytes = b"", kind: str = "", headers: Mapping[str, str] = {}
    ) -> Answer:
        """Send one request and keep the cookies of what comes back."""
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, given: list[tuple[str, str]], _problem: object = None) -> Callable[[bytes], object]:
            told.append((status, given))
            return lambda _: None

        pieces = self.application(self._environment(method, path, body, kind, headers), start)
        try:
            whole = b"".join(pieces)
        finally:
            close = getattr(pieces, "close", None)
            if close:
                close()
        status, given = told[-1]
        answer = Answer(status, tuple(given), whole, path)
        self._keep(answer)
        if not answer.leads_to:
            self.at = answer
        return answer

    def _asked(self, step: Step) -> tuple[str, str, bytes, str]:
        if step.form:
            return self._form(step)
        if step.link:
            return "GET", self._link(step.link), b"", ""
        body = urlencode(step.fields).encode() if step.body is None else step.body
        is_sent = step.method not in {"GET", "HEAD", "OPTIONS"}
        return step.method, step.path, body if is_sent else b"", step.kind if is_sent else ""

    def _form(self, step: Step) -> tuple[str, str, bytes, str]:
        assert self.at is not None
        for form in self._page().forms:
            target = urljoin(self.at.path, form.get("action") or self.at.path)
            if target.endswith(step.form):
                values = _values(form) | dict(step.fields)
                return "POST", target, urlencode(values).encode(), "application/x-www-form-urlencoded"
        raise LookupError(f"a form to {step.form}")

    def _link(self, start: str) -> str:
        assert self.at is not None
        for link in self._page().iterfind(".//a[@href]"):
            target = urljoin(self.at.path, link.get("href"))
            if re.fullmatch(start, target):
                return str(target)
        raise LookupError(f"a link to {start}")

    def _page(self) -> lxml.html.HtmlElement:
        assert self.at is not None
        try:
            return lxml.html.document_fromstring(self.at.body)
        except (lxml.etree.ParserError, ValueError) as problem:
            raise LookupError("a page") from problem

    def _remember(self, step: Step) -> None:
        for name, pattern in step.keep:
            found = re.search(pattern, self.at.body.decode(errors="replace")) if self.at else None
            if found:
                self.kept[name] = found[1]

    def _keep(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                self._keep_cookies(value)

    def _keep_cookies(self, value: str) -> None:
        try:
            baked = SimpleCookie(value)
        except CookieError:
            return
        for key, morsel in baked.items():
            if morsel.value and str(morsel["max-age"]) != "0":
                self.cookies[key] = morsel.value
            else:
                self.cookies.pop(key, None)

    def _environment(
        self, method: str, path: str, body: bytes, kind: str, headers: Mapping[str, str]
    ) -> dict[str, object]:
        bare, _, query = path.partition("?")
        environment: dict[str, object] = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(bare).decode("latin-1"),
            "QUERY_STRING": _on_the_wire(query),
            "SERVER_NAME": self.host,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self.address,
            "HTTP_HOST": self.host,
            "HTTP_ACCEPT_LANGUAGE": self.language,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if body or kind:
            environment |= {
                "CONTENT_TYPE": kind,
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_ORIGIN": f"http://{self.host}",
            }
        if self.cookies:
            baked = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            environment["HTTP_COOKIE"] = _on_the_wire(baked)
        for name, value in headers.items():
            environment[f"HTTP_{name.upper().replace('-', '_')}"] = _on_the_wire(value)
        return environment


def _on_the_wire(text: str) -> str:
    """Write text as WSGI hands it over: the bytes that were sent, read as Latin-1."""
    return text.encode().decode("latin-1")


def _values(form: lxml.html.FormElement) -> dict[str, str]:
    """Give what a browser would send of a form that nobody touched."""
    values: dict[str, str] = {}
    for control in form.iter("input", "select", "textarea"):
        name, kind = control.get("name"), control.get("type", "")
        if not name or kind == "file" or (kind in {"radio", "checkbox"} and control.get("checked") is None):
            continue
        if control.tag == "select" and control.get("multiple") is not None and not control.value:
            continue
        own = control.get("value", "on") if kind in {"radio", "checkbox"} else control.value
        values[name] = own or ""
    return values

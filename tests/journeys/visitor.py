"""A visitor with a browser that runs no script: follows redirects, waits for pages that look again by themselves.

It keeps cookies and sends forms as they stand. It speaks real HTTP to a real server and knows of a page only what the
page says.
"""

from __future__ import annotations

import http.client
import time
from contextlib import closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

import lxml.html

LEAPS = 20
REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers in their order, body, and where it was found."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    path: str

    @property
    def page(self) -> lxml.html.HtmlElement:
        return lxml.html.document_fromstring(self.body)

    @property
    def text(self) -> str:
        """What a person reads in the main part, in single spaces."""
        main = self.page.find(".//main")
        return " ".join((self.page if main is None else main).text_content().split())

    @property
    def heading(self) -> str:
        return " ".join(self.page.find(".//h1").text_content().split())

    def forms(self) -> list[lxml.html.FormElement]:
        return list(self.page.forms)

    def links(self) -> dict[str, str]:
        """Where each link leads, by its words; of several that read alike, the first."""
        found: dict[str, str] = {}
        for link in self.page.iterfind(".//a[@href]"):
            found.setdefault(" ".join(link.text_content().split()), link.get("href"))
        return found


@dataclass(frozen=True)
class Packed:
    """What is posted, and how it is packed."""

    body: bytes
    kind: str


@dataclass
class Visitor:
    """One person at one host. `host` is what the address line says; the connection goes to this machine."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    at: Answer | None = None

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None)

    def post(self, path: str, values: dict[str, str]) -> Answer:
        return self._send("POST", path, values)

    def follow(self, link: str) -> Answer:
        """Follow the link whose words contain these."""
        assert self.at is not None
        found = [href for words, href in self.at.links().items() if link in words]
        assert found, f"no link {link!r} on {self.at.path}: {sorted(self.at.links())}"
        return self.get(urljoin(self.at.path, found[0]))

    def send(self, action: str, /, **filled: str) -> Answer:
        """Fill in and send the one form that leads to this address (or ends in it), with all it carries itself."""
        assert self.at is not None
        return self._submit(self._form(action), action, filled)

    def attach(self, action: str, field: str, *files: tuple[str, bytes]) -> Answer:
        """Send the one form that leads to this address with these files (names and bytes), as a browser packs them."""
        assert self.at is not None
        form, mark = self._form(action), "----packed-by-hand"
        packed = b"".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in _values(form).items()
            if name != field
        )
        for name, content in files:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
            packed += head.encode() + content + b"\r\n"
        body = packed + f"--{mark}--\r\n".encode()
        target = urljoin(self.at.path, form.get("action") or self.at.path)
        return self._send("POST", target, None, Packed(body, f"multipart/form-data; boundary={mark}"))

    def offers(self, action: str) -> bool:
        """Whether the page has a form that leads there."""
        assert self.at is not None
        return any(_leads(form, action, self.at.path) for form in self.at.forms())

    def _form(self, action: str) -> lxml.html.FormElement:
        assert self.at is not None
        found = [form for form in self.at.forms() if _leads(form, action, self.at.path)]
        targets = [form.get("action") for form in self.at.forms()]
        assert found, f"no form to {action!r} on {self.at.path} ({self.at.status}): {targets}; {self.at.text[:600]}"
        return found[0]

    def _submit(self, form: lxml.html.FormElement, action: str, filled: dict[str, str]) -> Answer:
        assert self.at is not None
        names = {control.get("name") for control in form.iter("input", "select", "textarea")}
        assert set(filled) <= names, f"no such fields: {set(filled) - names}; there are {names}"
        values = _values(form) | filled
        targets = [form.get("action") or self.at.path, *(b.get("formaction") for b in form.iter("button"))]
        target = next((one for one in targets if one and one.endswith(action)), targets[0])
        return self._send((form.get("method") or "get").upper(), urljoin(self.at.path, target), values)

    def _send(self, method: str, path: str, values: dict[str, str] | None, packed: Packed | None = None) -> Answer:
        for _ in range(LEAPS):
            answer = self._once(method, path, values, packed)
            headers = dict(answer.headers)
            location = headers.get("Location")
            seconds = headers.get("Refresh", "") if "/find/" in path else ""  # a search waits for its answer
            if seconds.isdigit():
                time.sleep(int(seconds))
                method, values, packed = "GET", None, None
                continue
            if answer.status not in REDIRECTS or location is None:
                self.at = answer
                return answer
            target = urlsplit(urljoin(f"http://{self.host}{path}", location))
            packed = None
            method, values, path = "GET", None, target.path + (f"?{target.query}" if target.query else "")
        raise AssertionError(f"redirected for ever at {path}")

    def _once(self, method: str, path: str, values: dict[str, str] | None, packed: Packed | None = None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Host": f"{self.host}:{self.port}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if values is not None:
            packed = Packed(urlencode(values).encode(), "application/x-www-form-urlencoded")
        if packed is not None:
            headers["Content-Type"] = packed.kind
            headers["Origin"] = f"http://{self.host}:{self.port}"
        with closing(connection):
            connection.request(method, path, packed.body if packed else None, headers)
            response = connection.getresponse()
            with closing(response):
                answer = Answer(response.status, tuple(response.getheaders()), response.read(), path)
        self._keep(answer)
        return answer

    def _keep(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                for key, morsel in SimpleCookie(value).items():
                    if morsel.value and morsel["max-age"] != "0" and morsel["max-age"] != 0:
                        self.cookies[key] = morsel.value
                    else:
                        self.cookies.pop(key, None)


def _values(form: lxml.html.FormElement) -> dict[str, str]:
    """What a browser would send of a form that nobody touched."""
    values: dict[str, str] = {}
    for control in form.iter("input", "select", "textarea"):
        name, kind = control.get("name"), control.get("type", "")
        if not name or (kind in {"radio", "checkbox"} and control.get("checked") is None):
            continue
        if control.tag == "select" and control.get("multiple") is not None and not control.value:
            continue
        own = control.get("value", "on") if kind in {"radio", "checkbox"} else control.value
        values[name] = own or ""
    return values


def _leads(form: lxml.html.FormElement, action: str, here: str) -> bool:
    targets = [form.get("action") or here, *(button.get("formaction") for button in form.iter("button"))]
    return any(target and target.endswith(action) for target in targets)

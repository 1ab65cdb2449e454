"""The grammar of visits to a Khabar: what the public, an enquirer, a person on the spot and colleagues may do, as data.

A new page of any of these surfaces gets a rule here; that is all it takes to be compared in both worlds.
"""

from __future__ import annotations

from dataclasses import replace

from silence.core.grammar import Grammar, Step
from silence.population import NOBODY, SOUGHT, numbers_of

_WRITTEN = (("slip_code", r">(\d{4}\W*\d{4}\W*\d{4})<"), ("slip_pin", r">(\d{6}|\d{3}\W\d{3})<"))


def _get(surface: str, path: str, *headers: tuple[str, str], method: str = "GET") -> Step:
    return Step(surface=surface, method=method, path=path, headers=headers)


def _form(surface: str, action: str, **fields: str) -> Step:
    return Step(surface=surface, form=action, fields=tuple(fields.items()))


def _slip_kept(surface: str, action: str, **fields: str) -> Step:
    return replace(_form(surface, action, **fields), keep=_WRITTEN)


def _raw(surface: str, path: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> Step:
    return Step(surface=surface, method="POST", path=path, body=body, kind=kind)


_PERSON = {
    "name": "<sought>",
    "father": "<father>",
    "birth": "<birth>",
    "birth_place": "Lindenau",
    "two_things_1": "the blue boat",
}
_FILING = {**_PERSON, "enquirer_name": "<enquirer>", "kinship": "<kinship>", "purpose": "<purpose>", "email": "<email>"}
_HERE = {**_PERSON, "self_or_other": "self", "tells": "0", "must_not_know": "<enquirer>"}
_QUIET = {"wish": "silence", "said_by": "myself", "name": "<nobody>"}
"""About nobody: a wish about the one who is sought would stop the release for which other visits wait."""
_SLIPS = {one: {"code": numbers_of(one).code, "pin": numbers_of(one).pin} for one in ("shirin", "ezra")}
_OPEN = _get("enquirer", "/family/open/")


def _signed_in(holder: str) -> tuple[Step, ...]:
    return (_OPEN, _form("enquirer", "/family/open/", **_SLIPS[holder]))


RULES: dict[str, tuple[tuple[Step | str, ...], ...]] = {
    "looks round": (
        (_get("public", "/"), _get("public", "/about/"), _get("public", "/family/"), _get("public", "/here/")),
        (_get("public", "/about/"), _get("public", "/blank/"), _get("public", "/language/?to=fa&back=/about/")),
        (_get("public", "/static/khabar.css"), _get("public", "/robots.txt"), _get("public", "/favicon.ico")),
    ),
    "guesses addresses": (
        (_get("public", "/family/<sought>/"), _get("public", "/presence/1/"), _get("public", "/search/?q=<sought>")),
        (_get("public", "/families/"), _get("public", "/asking/"), _get("public", "/family/page/../../admin/")),
        (_get("public", "/here/form/?name=<sought>"), _get("public", "/family/open/?code=<wrong_code>")),
    ),
    "other verbs": (
        (_get("public", "/family/page/", method="HEAD"), _get("public", "/family/open/", method="OPTIONS")),
        (_get("public", "/here/form/", method="HEAD"), _get("public", "/here/form/", method="PUT")),
        (_get("public", "/family/form/", method="OPTIONS"), _get("public", "/family/form/", method="DELETE")),
    ),
    "conditional": (
        (
            _get("public", "/about/", ("If-None-Match", '"x"')),
            _get("public", "/family/", ("If-Modified-Since", "<date>")),
        ),
        (*_signed_in("shirin"), _get("enquirer", "/family/page/", ("If-None-Match", "*"), ("Range", "bytes=0-99"))),
        (_get("public", "/static/khabar.css", ("Range", "bytes=0-9")), _get("public", "/", ("Range", "bytes=9-"))),
    ),
    "files": (
        (_get("enquirer", "/family/form/"), _slip_kept("enquirer", "/family/form/", **_FILING), "opens new page"),
        (_get("enquirer", "/family/form/"), _form("enquirer", "/family/form/", **{**_FILING, "name": ""})),
        (_get("enquirer", "/family/form/"), _form("enquirer", "/family/form/", **{**_FILING, "birth": "<bad_date>"})),
        (
            _get("enquirer", "/family/form/slip/"),
            _form("enquirer", "/family/form/slip/", **_FILING, slip_number="<wrong_code>"),
        ),
    ),
    "opens new page": (
        (_OPEN, _form("enquirer", "/family/open/", code="<slip_code>", pin="<slip_pin>")),
        (_OPEN, _form("enquirer", "/family/open/", code="<slip_code>", pin="000000")),
    ),
    "reads": (
        (*_signed_in("shirin"), _get("enquirer", "/family/page/"), "writes", "leaves"),
        (*_signed_in("ezra"), _get("enquirer", "/family/page/"), "writes"),
        (*_signed_in("shirin"), _get("enquirer", "/family/page/", method="HEAD"), _get("enquirer", "/family/page/")),
    ),
    "reads as himself": ((*_signed_in("ezra"), _get("enquirer", "/family/page/"), "writes", "leaves"),),
    "sends a cousin": (
        (_get("enquirer", "/family/form/"), _slip_kept("enquirer", "/family/form/", **_FILING), "opens new page"),
    ),
    "signs": (
        (_get("association", "/petition/"), _get("association", "/petition/tell-us/"), "puts his name"),
        (
            _get("association", "/petition/tell-us/"),
            "puts his name",
            _get("association", "/petition/tell-us/chain.json"),
        ),
    ),
    "puts his name": (
        (_form("association", "/petition/tell-us/sign/", name="<enquirer>", email="ezra@elsewhere.example"),),
    ),
    "subscribes": (
        (
            _get("association", "/newsletter/"),
            _form("association", "/newsletter/subscribe/", email="ezra@elsewhere.example"),
        ),
        (_get("association", "/"), _get("association", "/about/"), _get("association", "/newsletter/")),
    ),
    "writes": (
        (_form("enquirer", "/message/", text="<message>"), _form("enquirer", "/send/")),
        (_form("enquirer", "/message/", text=""),),
        (
            _form("enquirer", "/message/", text="<message>"),
            _form("enquirer", "/send/"),
            _get("enquirer", "/family/page/"),
        ),
    ),
    "leaves": ((_form("enquirer", "/family/page/close/"), _get("enquirer", "/family/page/")), ()),
    "wrong codes": (
        (_OPEN, _form("enquirer", "/family/open/", code="<wrong_code>", pin="123456")),
        (_OPEN, _form("enquirer", "/family/open/", code=_SLIPS["shirin"]["code"], pin="<wrong_pin>")),
        (_OPEN, _form("enquirer", "/family/open/", code="12", pin="<sought>")),
    ),
    "too many codes": ((_OPEN, *(_form("enquirer", "/family/open/", code="<wrong_code>", pin="123456"),) * 32),),
    "bad tokens": (
        (_raw("enquirer", "/family/form/", b"csrfmiddlewaretoken=x&token=y&name=Darius+Ahmadi"),),
        (_get("enquirer", "/family/form/"), _form("enquirer", "/family/form/", **{**_FILING, "token": "<bad_token>"})),
        (_get("enquirer", "/family/form/"), _form("enquirer", "/family/form/", csrfmiddlewaretoken="<bad_token>")),
        (
            _get("enquirer", "/family/page/", ("Cookie", "visit=<bad_token>")),
            _raw("enquirer", "/family/page/message/send/", b""),
        ),
    ),
    "malformed": (
        (_raw("public", "/family/open/", b"%ff%00=%zz&code", "application/x-www-form-urlencoded; charset=utf-99"),),
        (_raw("public", "/here/form/", b"--x\r\nbroken", "multipart/form-data; boundary=x"),),
        (_raw("public", "/family/form/", b"{}", "application/json"), _get("public", "/%00%ff/")),
        (_raw("public", "/family/open/", b"a=1&" * 400),),
    ),
    "uploads": (
        (
            _raw(
                "public",
                "/here/form/",
                b'--x\r\nContent-Disposition: form-data; name="scan"; filename="a.png"\r\n\r\nx\r\n--x--\r\n',
                "multipart/form-data; boundary=x",
            ),
        ),
        (_raw("public", "/bridge/", b"x" * 100, "application/octet-stream"),),
        (_get("public", "/bridge/"),),
    ),
    "scans a code": (
        (
            _get("public", "/<wrong_code>"),
            _get("public", "/s/<wrong_code>/"),
            _get("public", "/sheet/?code=<wrong_code>"),
        ),
    ),
    "poses as the person": (
        (_get("presence", "/here/form/"), _form("presence", "/here/form/", **_HERE)),
        (
            _get("presence", "/here/form/"),
            _slip_kept("presence", "/here/form/", **_HERE, wants_page="on"),
            _get("presence", "/family/open/"),
            _form("presence", "/family/open/", code="<slip_code>", pin="<slip_pin>"),
        ),
        (_get("presence", "/here/form/"), _form("presence", "/here/form/", **{**_HERE, "tells": "2"})),
        (_get("presence", "/here/silence/"), _form("presence", "/here/silence/", **_QUIET)),
        (_get("presence", "/here/silence/"), _form("presence", "/here/silence/", **{**_QUIET, "wish": "not_to"})),
    ),
    "staff guess": (
        (_get("public", "/family/"), _get("desk outside", "/sign-in/")),
        (
            _get("desk outside", "/sign-in/"),
            _form("desk outside", "/sign-in/", login="<staff>", password="not this one"),
        ),
        (_get("desk outside", "/families/"), _get("desk outside", "/asking/"), _get("desk outside", "/operator/")),
    ),
    "farid reads": (
        (
            _get("family desk", "/"),
            _get("family desk", "/families/"),
            Step(surface="family desk", link=r"/families/[0-9a-f]{32}/"),
        ),
        (_get("family desk", "/families/"), "farid finds"),
        (
            _get("family desk", "/families/papers/"),
            _get("family desk", "/families/letters/"),
            _get("family desk", "/families/calls/"),
        ),
        (_get("family desk", "/families/"), _get("family desk", "/asking/"), _get("family desk", "/letters/")),
        (_get("family desk", "/families/?page=2"), _get("family desk", "/families/<bad_id>/")),
    ),
    "farid finds": (
        (
            _form("family desk", "/find/", name="<sought>", why="family_asks"),
            Step(surface="family desk", link=r"/families/[0-9a-f]{32}/"),
        ),
        (_form("family desk", "/find/", name="<nobody>", why="family_asks"),),
    ),
    "farid works": (
        (
            _get("family desk", "/families/"),
            Step(surface="family desk", link=r"/families/[0-9a-f]{32}/"),
            _form("family desk", "/established/", verification="2", purpose="family_news"),
        ),
        (
            _get("family desk", "/families/"),
            _get("family desk", "/families/forms/"),
            _get("family desk", "/families/typed/"),
        ),
    ),
    "nima looks": (
        (_get("helper", "/"), _get("helper", "/helper/"), _get("helper", "/helper/calls/")),
        (_get("helper", "/helper/calls/"), _get("helper", "/families/"), _get("helper", "/kin/")),
    ),
    "omar looks": (
        (
            _get("carrier", "/"),
            _get("carrier", "/carrier/"),
            Step(surface="carrier", link=r"/carrier/trips/[0-9a-f]{32}/"),
        ),
        (_get("carrier", "/carrier/trips/<bad_id>/"), _get("carrier", "/asking/")),
    ),
    "ezra looks": ((_get("operator", "/"), _get("operator", "/operator/"), _get("operator", "/families/")),),
}

OPENINGS = {
    **dict.fromkeys(("looks round", "guesses addresses", "other verbs", "conditional", "scans a code"), ""),
    **dict.fromkeys(("files", "reads", "wrong codes", "bad tokens", "malformed", "uploads"), ""),
    **dict.fromkeys(("poses as the person", "staff guess"), ""),
    **dict.fromkeys(("farid reads", "farid works"), "farid"),
    "nima looks": "nima",
    "omar looks": "omar",
    "ezra looks": "ezra",
    "too many codes": "",
}

WORDS = {
    "sought": (SOUGHT, "داریوش احمدی", "Daryush Ahmadi", "DARIUS AHMADI", "Ahmadi", NOBODY, "Darıus Ahmedi"),
    "nobody": (NOBODY, "Quirk"),
    "father": ("Hassan", "حسن", "", "Ebenezer"),
    "birth": ("1365", "1986", "", "about 1986"),
    "bad_date": ("31 February 1990", "in the year of the flood"),
    "enquirer": ("Ezra Rostami", "Shirin Ahmadi", "Golnar Ahmadi"),
    "kinship": ("cousin", "sister", "mother"),
    "purpose": ("family_news", "debt", "not_told"),
    "email": ("", "ezra@elsewhere.example"),
    "message": ("We are all alive.", "Come home at once!", "لطفاً بنویس"),
    "wrong_code": (numbers_of("nobody").code, numbers_of("another").code, "161803398813", "0000 0000 0000"),
    "wrong_pin": ("271829", "000000", "27182"),
    "bad_token": ("x", "AAAA" * 20, "لا"),
    "bad_id": ("0" * 32, "f" * 32, "1"),
    "date": ("Mon, 02 Mar 2026 09:00:00 GMT", "never"),
    "staff": ("farid", "mira", "nobody"),
}
GRAMMAR = Grammar(OPENINGS, RULES, WORDS, languages=("en", "fa"))
HUNTING = Grammar({"poses as the person": ""}, RULES, WORDS, languages=("en", "fa"))
AT_THE_HOUSE = frozenset({"farid", "nima", "omar", "ezra"})
CONTROLLED = Grammar(
    {"reads": "", "guesses addresses": "", "wrong codes": "", "farid reads": "farid"}, RULES, WORDS, languages=("en",)
)
"""A few visits, in which a planted leak has to show."""

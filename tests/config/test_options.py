from __future__ import annotations

import tomllib
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.config.install import settings_text
from khabar.config.options import Options, SettingsError
from khabar.domain.kinds import Kind

GUIDE = Path(__file__).parents[2] / "docs" / "operating.md"
NEEDED: dict[str, Any] = {
    "kind": "intermediary",
    "home": "somewhere",
    "who_runs_this": "The Tracing House of Lindenau (invented)",
    "contact": "Lindenau, Mill Lane 3",
    "slip_salt": "5a" * 16,
    "porch_hosts": ["families.example"],
    "house_hosts": ["house.internal"],
}


def refusal(**values: object) -> str:
    with pytest.raises(SettingsError) as refused:
        Options.of(NEEDED | values)
    return str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("porch_host", "porch_hosts"), ("round_hour", "round_hours"), ("smpt_host", "smtp_host"), ("Demo", "demo")],
)
def test_an_unknown_name_is_refused_with_the_nearest_valid_one(wrong: str, right: str) -> None:
    assert refusal(**{wrong: "x"}) == f"Unknown setting {wrong!r}. Did you mean {right!r}?"


def test_a_name_like_no_other_is_refused_with_all_that_are_known() -> None:
    assert "Known are: " in refusal(zzz="x")


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_missing_value_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=f"Missing settings: {name}"):
        Options.of({key: value for key, value in NEEDED.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "club"),
        ("home", 5),
        ("who_runs_this", ["a list"]),
        ("contact", True),
        ("porch_hosts", 5),
        ("porch_hosts", [5]),
        ("demo", "perhaps"),
        ("demo", 2),
        ("round_hours", "six"),
        ("round_hours", 1.5),
        ("round_hours", True),
        ("round_hours", ["6"]),
        ("smtp_port", None),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_and_named(name: str, value: object) -> None:
    assert name in refusal(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("round_hours", 5),
        ("round_hours", 0),
        ("round_hours", -6),
        ("contact_days", 0),
        ("visit_minutes", -1),
        ("filings_per_day", 0),
        ("smtp_port", 0),
        ("who_runs_this", ""),
        ("contact", ""),
        ("porch_hosts", []),
        ("house_hosts", ["*"]),
        ("slip_salt", "too short"),
        ("porch_bind", "8000"),
        ("house_bind", "127.0.0.1:99999"),
        ("fast_keys", True),
    ],
)
def test_a_value_that_would_be_unsafe_or_impossible_is_refused_and_named(name: str, value: object) -> None:
    assert name in refusal(**{name: value})


def test_a_mail_server_without_a_sender_is_refused() -> None:
    assert "mail_from" in refusal(smtp_host="mail.example")
    assert Options.of(NEEDED | {"smtp_host": "mail.example", "mail_from": "house@example.org"}).smtp_port == 25


def test_a_watch_that_nobody_would_hear_is_refused() -> None:
    mails = {"smtp_host": "mail.example", "mail_from": "house@example.org"}
    assert "watch_mail" in refusal(watch_mail=["nima@example.org"])
    for address in ("nima", "nima @example.org", "<nima@example.org>", "نیما@example.org"):
        assert repr(address) in refusal(watch_mail=[address], **mails)
    assert Options.of(NEEDED | mails | {"watch_mail": ["nima@example.org"]}).watch_mail == ("nima@example.org",)


@pytest.mark.parametrize("name", ["porch_bind", "house_bind", "demo_bind"])
@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "[::]", "families.example", "localhost.example"])  # noqa: S104 - refused is the point
def test_the_demo_refuses_every_address_but_this_machine(name: str, host: str) -> None:
    assert name in refusal(demo=True, **{name: f"{host}:8000"})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "[::1]"])
def test_the_demo_listens_on_this_machine(host: str) -> None:
    assert Options.of(NEEDED | {"demo": True, "porch_bind": f"{host}:8000"}).demo


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "khabar.toml"
    path.write_text(settings_text(NEEDED | {"round_hours": 12, "https": False}), encoding="utf-8")
    options = Options.load(
        {
            "KHABAR_SETTINGS": str(path),
            "KHABAR_PROCESS": "porch",
            "KHABAR_ROUND_HOURS": "4",
            "KHABAR_HTTPS": "yes",
            "KHABAR_TRUSTED_PROXIES": "10.0.0.1, 10.0.0.2",
            "PATH": "elsewhere",
        }
    )
    assert (options.round_hours, options.https) == (4, True)
    assert options.trusted_proxies == ("10.0.0.1", "10.0.0.2")


def test_an_unknown_variable_stops_the_start_like_an_unknown_line(tmp_path: Path) -> None:
    path = tmp_path / "khabar.toml"
    path.write_text(settings_text(NEEDED), encoding="utf-8")
    with pytest.raises(SettingsError, match="Did you mean 'round_hours'"):
        Options.load({"KHABAR_SETTINGS": str(path), "KHABAR_ROUNDHOURS": "4"})


@pytest.mark.parametrize("content", [b"kind = ", b"\xff\xfe", b"kind = 'a'\nkind = 'b'"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "khabar.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"khabar\.toml cannot be read"):
        Options.load({"KHABAR_SETTINGS": str(path)})


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml is not there"):
        Options.load({"KHABAR_SETTINGS": "nowhere.toml"})


plain_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@given(
    who=plain_words.map("House {}".format),
    contact=plain_words.map("Mill Lane {}".format),
    hours=st.sampled_from([1, 2, 3, 4, 6, 8, 12, 24]),
    days=st.integers(1, 400),
    https=st.booleans(),
)
def test_what_init_writes_is_read_back_as_it_was(who: str, contact: str, hours: int, days: int, https: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    values = NEEDED | {"who_runs_this": who, "contact": contact, "round_hours": hours}
    values |= {"contact_days": days, "https": https}
    assert Options.of(tomllib.loads(settings_text(values))) == Options.of(values)


@given(st.dictionaries(st.text(max_size=12), st.integers() | st.text(max_size=8) | st.lists(st.integers(), max_size=2)))
def test_whatever_is_set_it_is_taken_or_refused_with_a_sentence(values: dict[str, object]) -> None:
    said = ""
    try:
        assert Options.of(NEEDED | values).kind is Kind.INTERMEDIARY
    except SettingsError as refused:
        said = str(refused)
    assert said.endswith((".", "?")) or not said


def _as_told(item: Field[Any]) -> str:
    """A default as the guide writes it."""
    if item.default is MISSING:
        return "required"
    if item.default in ("", ()):
        return "empty"
    return str(item.default).lower() if isinstance(item.default, bool) else str(item.default)


def test_every_setting_stands_in_the_guide_with_its_default() -> None:
    lines = GUIDE.read_text(encoding="utf-8").partition("## Settings")[2].splitlines()
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| `")]
    assert {name: default for name, _, default, _ in rows} == {item.name: _as_told(item) for item in fields(Options)}


@pytest.mark.parametrize("who", ["", "  ", "\n", "...", "TODO", "changeme", "<Your organisation>", "n/a", "[name]"])
def test_a_house_that_nobody_runs_does_not_start(who: str) -> None:
    assert refusal(who_runs_this=who).startswith("who_runs_this")


def test_spaces_are_no_contact() -> None:
    assert refusal(contact=" ") == "contact is empty; every page needs it."


KEY = "5a" * 64


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"guarantor_name": "Oak Street Relief"}, "belong together"),
        ({"guarantor_key": KEY}, "belong together"),
        ({"guarantor_name": "Oak Street Relief", "guarantor_key": "5a"}, "128 digits"),
        ({"guarantor_name": "O", "guarantor_key": KEY, "no_guarantor": "none was found yet"}, "Choose"),
        ({"no_guarantor": "none"}, "at least 20 characters"),
        ({"guarantor_folder": "out"}, "for whom"),
    ],
)
def test_half_a_guarantor_is_refused(values: dict[str, str], sentence: str) -> None:
    assert sentence in refusal(**values)

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from khabar.apps.accounts.factors import current_totp_code
from khabar.apps.accounts.passphrases import refuse_weak
from khabar.apps.accounts.queries import colleagues
from khabar.config.demonstration import demo_settings
from khabar.config.options import Options, SettingsError
from khabar.demo import cast, story
from khabar.demo.caseload_records import COLUMNS
from khabar.demo.joining import let_the_cast_join
from khabar.demo.plan import Ports
from khabar.demo.showing import current_code
from khabar.domain.dates import parse_partial_date
from khabar.domain.duties import refuse_duties
from khabar.domain.kinds import Kind
from khabar.names import compare
from khabar.vault.passphrases import SHORTEST_PASSPHRASE

if TYPE_CHECKING:
    from khabar.ports import Parts

PORTS = Ports(8100, 8101, 8180)
TODAY = date(2026, 3, 2)


@pytest.mark.django_db(databases=["default", "porch"])
def test_the_cast_joins_by_the_same_actions_as_everybody(parts: Parts) -> None:
    let_the_cast_join(parts)
    joined = {one.username: one for one in colleagues()}
    assert set(joined) == {one.username for one in cast.COLLEAGUES}
    assert all(one.has_factor and one.is_active for one in joined.values())


@pytest.mark.parametrize("colleague", cast.COLLEAGUES, ids=lambda one: one.username)
def test_everybody_can_sign_in_with_what_the_page_shows(colleague: cast.Colleague) -> None:
    assert refuse_duties(colleague.duties) == []
    assert refuse_weak(colleague.passphrase) == colleague.passphrase
    before, shown, after = (give(colleague.secret) for give in (current_totp_code, current_code, current_totp_code))
    assert shown in {before, after}


def test_everybody_has_an_address_of_their_own_on_this_machine() -> None:
    hosts = [one.host for one in cast.COLLEAGUES]
    assert len(set(hosts)) == len(hosts)
    assert all(host.endswith(".localhost") for host in (*hosts, *(one.host for one in cast.VISITORS)))


def test_ezra_has_no_duty_of_the_asking_desk() -> None:
    his = [one for one in cast.COLLEAGUES if one.username.startswith("ezra")]
    asking = next(one for one in cast.COLLEAGUES if one.username == "mira").duties
    assert len(his) == 2
    assert all(not one.duties & asking for one in his)


def test_the_settings_are_those_of_a_demonstration_on_this_machine(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp('a home with "signs"')
    path = home / "khabar.toml"
    path.write_text(demo_settings(home, PORTS, "5a" * 16, Kind.INTERMEDIARY), encoding="utf-8")
    options = Options.load({"KHABAR_SETTINGS": str(path)})
    assert options.demo
    assert options.home == home
    assert options.demo_start_url == "http://localhost:8180/"
    with pytest.raises(SettingsError, match="this machine"):
        Options.load({"KHABAR_SETTINGS": str(path), "KHABAR_DEMO_BIND": "0.0.0.0:8180"})


def test_the_keys_open_with_a_passphrase_that_is_long_enough() -> None:
    assert len(cast.UNLOCK_PASSPHRASE) >= SHORTEST_PASSPHRASE


def test_what_shirin_writes_and_what_the_nurse_wrote_are_one_person_in_two_scripts() -> None:
    names = {str(one.label): one.text for one in story.SHIRIN_WRITES}
    listed = story.DARIUS_IN_THE_LIST
    assert compare(names["Name"], listed["name"]).probability > 0.9
    hers = parse_partial_date(names["Born"], today=TODAY).birth().readings
    his = parse_partial_date(listed["birth_date"], today=TODAY).birth().readings
    assert {one.earliest for one in hers} & {one.earliest for one in his}


def test_the_list_has_columns_that_the_import_knows() -> None:
    assert set(story.DARIUS_IN_THE_LIST) == {*COLUMNS, "two_things_1", "two_things_2"}

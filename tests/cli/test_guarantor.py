"""`khabar guarantor`: both sides by files alone, and every bad file told in one clear line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from guarantor_parts import OAK, PHRASE, TAKES_IN, Guarantor, with_guarantor
from khabar.adapters.entropy import SeededEntropy
from khabar.apps.alarms.models import Canary
from khabar.apps.guarantor.actions import put_before_guarantor
from khabar.apps.guarantor.models import GuaranteedAct, LicenceWord
from khabar.apps.guarantor.queries import licence_standing
from khabar.cli import guarantor_folder, guarantor_house, guarantor_own, lists
from khabar.config.main import Bare
from khabar.domain.codes import new_slip
from khabar.domain.errors import Invalid, Refused
from khabar.domain.guaranteeing.acts import Act, ActKind
from khabar.domain.guaranteeing.bundles import WAITING_SIZE
from khabar.domain.guaranteeing.cards import Role, read_card
from khabar.vault import Cost
from khabar.vault.guarantor_keys import wrapped_key

if TYPE_CHECKING:
    from pathlib import Path

    import click
    from click.testing import Result

    from conftest import SettableClock
    from khabar.ports import Parts

pytestmark = pytest.mark.django_db(databases=["default", "porch"])


@pytest.fixture
def oak(parts: Parts, tmp_path: Path) -> Guarantor:
    """A guarantor with its folder, and the house's card beside it."""
    made = with_guarantor(parts)
    (tmp_path / "oak").mkdir()
    cheap = Cost(8, 1)
    key = wrapped_key(made.key, PHRASE, random=parts.entropy.bytes, cost=cheap)
    (tmp_path / "oak" / guarantor_folder.KEY).write_bytes(key)
    of_house(made, guarantor_house.card, tmp_path / "house.card")
    return made


def of_house(oak: Guarantor, command: click.Command, *words: str | Path) -> Result:
    done = CliRunner().invoke(command, [str(word) for word in words], obj=oak.parts, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture
def own(oak: Guarantor, tmp_path: Path, clock: SettableClock) -> Own:
    assert oak.number == 0
    return Own(tmp_path, Bare(clock))  # type: ignore[arg-type]  # a clock that stands


class Own:
    """The guarantor's own tool, in a folder."""

    def __init__(self, place: Path, bare: Bare) -> None:
        self.place, self._bare = place, bare

    def __call__(self, command: click.Command, *words: str | Path, phrase: str = PHRASE) -> str:
        told = [*words, "--key", self.place / "oak", "--house", self.place / "house.card"]
        done = CliRunner().invoke(
            command, [str(word) for word in told], obj=self._bare, input=f"{phrase}\n", catch_exceptions=False
        )
        assert done.exit_code == 0, done.output
        return done.stdout

    def licenses(self, *words: str) -> Path:
        """Write a licence, by its board."""
        out = self.place / f"licence{len(list(self.place.iterdir()))}"
        self(guarantor_own.licence, "--by", "The board", "--out", out, *words)
        return out


def import_presences(oak: Guarantor, place: Path) -> Result:
    path = place / "list.csv"
    path.write_text("id,name\np1,Darius Ahmadi\n", encoding="utf-8")
    words = ["presences", str(path), "--made-by", "A nurse", "--people-knew", "yes"]
    return CliRunner().invoke(lists.import_, words, obj=oak.parts)


def test_a_list_of_presences_waits_is_looked_at_signed_taken_in_and_filed(
    oak: Guarantor, own: Own, tmp_path: Path
) -> None:
    refused = import_presences(oak, tmp_path)
    assert isinstance(refused.exception, Refused)
    assert "waits for the guarantor's countersignature" in str(refused.exception)
    bundle, word = tmp_path / "waiting", tmp_path / "word"
    assert f"{WAITING_SIZE} bytes" in of_house(oak, guarantor_house.waiting, bundle).stdout
    told = own(guarantor_own.look, bundle)
    assert "1  import: a list of presences is to be taken in" in told
    assert "may ask nobody by name" in told
    assert "Darius" not in told
    assert own(guarantor_own.sign, bundle, "--out", word) == f"1 countersigned, 0 refused; the word is in {word}.\n"
    assert "1 countersigned, 0 refused." in of_house(oak, guarantor_house.take_in_word, word).stdout
    assert "nothing was written" in of_house(oak, guarantor_house.take_in_word, word).stdout
    assert import_presences(oak, tmp_path).stdout == "2\tp1\ttaken in\n"


def test_a_licence_is_given_renewed_and_withdrawn(oak: Guarantor, own: Own, clock: SettableClock) -> None:
    first = own.licenses()
    assert "until 2026-05-30" in of_house(oak, guarantor_house.take_in_word, first).stdout
    assert licence_standing(clock.now().date(), parts=oak.parts).may_ask
    told = of_house(oak, guarantor_house.take_in_word, own.licenses("--withdraw")).stdout
    assert "not now" in told
    assert not licence_standing(clock.now().date(), parts=oak.parts).may_ask
    of_house(oak, guarantor_house.take_in_word, own.licenses("--days", "10"))
    assert LicenceWord.objects.count() == 3
    with pytest.raises(Invalid, match="1 to 90 days"):
        own.licenses("--days", "91")


def test_the_guarantor_says_which_person_it_has_invented_and_the_house_is_told_of_nobody(
    oak: Guarantor, own: Own, tmp_path: Path
) -> None:
    slip, word = new_slip(SeededEntropy("an invented family").bytes), tmp_path / "word"
    told = own(guarantor_own.canary, "--out", word, phrase=f"{PHRASE}\n{slip.code}\n{slip.pin}")
    assert "Keep the slip until the house says that it was taken in; then destroy it" in told
    assert slip.code not in told
    assert "0 countersigned, 0 refused." in of_house(oak, guarantor_house.take_in_word, word).stdout
    assert Canary.objects.count() == 1
    with pytest.raises(Invalid, match="12 digits"):
        own(guarantor_own.canary, "--out", tmp_path / "no", phrase=f"{PHRASE}\n1234")
    assert not (tmp_path / "no").exists()


def test_kinds_can_be_left_unsigned_and_asked_for_again(oak: Guarantor, own: Own, tmp_path: Path) -> None:
    import_presences(oak, tmp_path)
    for turn, words in enumerate((["--only", "release"], ["--refuse"])):
        bundle, word = tmp_path / f"waiting{turn}", tmp_path / f"word{turn}"
        of_house(oak, guarantor_house.waiting, bundle, "--again")
        assert "0 countersigned, 1 refused" in own(guarantor_own.sign, bundle, *words, "--out", word)
        of_house(oak, guarantor_house.take_in_word, word)
    assert GuaranteedAct.objects.exclude(refused_on=None).count() == 1
    with pytest.raises(Invalid, match="Choose one"):
        own(guarantor_own.sign, bundle, "--only", "release", "--refuse", "--out", tmp_path / "no")


def test_a_step_that_asks_nobody_is_signed_and_refused_with_those_that_ask(
    oak: Guarantor, own: Own, tmp_path: Path
) -> None:
    """Else the operator could tell them apart by what came back signed."""
    acts = [Act(kind, f"{number:032x}") for number, kind in enumerate((ActKind.ASKING, ActKind.DECISION))]
    put_before_guarantor(actor=TAKES_IN, now=oak.parts.clock.now(), parts=oak.parts, acts=acts)
    bundle = tmp_path / "waiting"
    of_house(oak, guarantor_house.waiting, bundle)
    for only, told in (("asking", "2 countersigned, 0 refused"), ("release", "0 countersigned, 2 refused")):
        assert told in own(guarantor_own.sign, bundle, "--only", only, "--out", tmp_path / only)
    assert "decision" not in guarantor_own.CHOICES


def test_a_bundle_that_was_overtaken_is_not_signed(oak: Guarantor, own: Own, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    of_house(oak, guarantor_house.waiting, old)
    of_house(oak, guarantor_house.waiting, new)
    own(guarantor_own.look, new)
    own(guarantor_own.look, new)
    with pytest.raises(Invalid, match="A newer bundle"):
        own(guarantor_own.sign, old, "--out", tmp_path / "word")
    assert not (tmp_path / "word").exists()


def test_bad_files_and_wrong_words_are_one_line_and_write_nothing(oak: Guarantor, own: Own, tmp_path: Path) -> None:
    bundle, noise, out = tmp_path / "waiting", tmp_path / "noise", tmp_path / "out"
    of_house(oak, guarantor_house.waiting, bundle)
    noise.write_bytes(b"noise")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Invalid, match="one size"):
        own(guarantor_own.sign, noise, "--out", out)
    with pytest.raises(Invalid, match="does not open the key"):
        own(guarantor_own.look, bundle, phrase="another one entirely")
    with pytest.raises(Invalid, match="is there already"):
        own(guarantor_own.sign, bundle, "--out", noise)
    with pytest.raises(Invalid, match="one size"):
        of_house(oak, guarantor_house.take_in_word, noise)
    with pytest.raises(Invalid, match="is there already"):
        of_house(oak, guarantor_house.card, noise)
    assert sorted(tmp_path.rglob("*")) == before
    (tmp_path / "house.card").write_bytes(b"{}")
    with pytest.raises(Invalid, match="no card"):
        own(guarantor_own.look, bundle)


def test_a_folder_without_a_key_or_with_damaged_numbers_says_so(oak: Guarantor, own: Own, tmp_path: Path) -> None:
    bundle = tmp_path / "waiting"
    of_house(oak, guarantor_house.waiting, bundle)
    for damage in (b"[]", b"{", b'{"given": "x"}'):
        (tmp_path / "oak" / guarantor_folder.NUMBERS).write_bytes(damage)
        with pytest.raises(Invalid, match="damaged"):
            own(guarantor_own.look, bundle)
    (tmp_path / "oak" / guarantor_folder.KEY).unlink()
    with pytest.raises(Invalid, match="no key in this folder"):
        own(guarantor_own.look, bundle)


def test_the_house_of_another_card_is_not_signed_for(oak: Guarantor, own: Own, tmp_path: Path) -> None:
    bundle, card = tmp_path / "waiting", tmp_path / "house.card"
    of_house(oak, guarantor_house.waiting, bundle)
    card.write_text(card.read_text(encoding="utf-8").replace(oak.house, "00" * 16), encoding="utf-8")
    with pytest.raises(Invalid, match="another house"):
        own(guarantor_own.look, bundle)


def test_a_new_key_lies_under_a_passphrase_and_its_card_says_who(tmp_path: Path) -> None:
    folder, words = tmp_path / "oak", [str(tmp_path / "oak"), "--name", OAK]

    def make(phrase: str) -> Result:
        return CliRunner().invoke(guarantor_own.key, words, input=f"{phrase}\n{phrase}\n")

    assert "At least 14" in str(make("short").exception)
    assert not folder.exists()
    assert make(PHRASE).exit_code == 0
    assert (folder / guarantor_folder.KEY).stat().st_mode & 0o777 == 0o600
    assert read_card((folder / guarantor_folder.CARD).read_text(encoding="utf-8"), Role.GUARANTOR).name == OAK
    assert "is there already" in str(make(PHRASE).exception)


def test_a_house_without_a_guarantor_says_so(parts: Parts, tmp_path: Path) -> None:
    house = Guarantor(parts)
    for command in (guarantor_house.waiting, guarantor_house.take_in_word):
        (tmp_path / "file").write_bytes(b"")
        file = tmp_path / ("file" if command is guarantor_house.take_in_word else "new")
        with pytest.raises(Refused, match="name no guarantor"):
            of_house(house, command, file)
    assert not (tmp_path / "new").exists()

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from django.http import HttpRequest, HttpResponse

from khabar.adapters.clock import OffsetClock, SystemClock
from khabar.adapters.entropy import SeededEntropy
from khabar.adapters.keyagent.keyring_files import write_public_keys
from khabar.adapters.smtp import NoMailer, SmtpMailer
from khabar.config import wiring
from khabar.config.options import Options, SettingsError
from khabar.domain.errors import Locked
from khabar.vault import INTERMEDIARY_CLASSES, ClassKey, KeyClass, PublicKeys

if TYPE_CHECKING:
    from config.ground import Ground
    from khabar.adapters.keyagent.memory import MemoryKeyAgent
    from khabar.ports import Parts

CLASSES_OF_PROCESS = {
    "porch": set(),
    "check": set(),
    "work": set(),
    "house": {KeyClass.REGISTER, KeyClass.LETTERS},
    "work-intake": {KeyClass.INTAKE},
    "work-register": {KeyClass.REGISTER},
    "work-mail": {KeyClass.MAIL},
    "operator": {KeyClass.INTAKE, KeyClass.REGISTER, KeyClass.MAIL},
}


def options_of(ground: Ground, **more: object) -> Options:
    options = Options.load({"KHABAR_SETTINGS": str(ground.settings)})
    return dataclasses.replace(options, **more)  # type: ignore[arg-type]  # settings by their names


@pytest.mark.parametrize("process", sorted(CLASSES_OF_PROCESS))
def test_each_process_may_ask_for_its_own_classes_and_for_no_others(ground: Ground, process: str) -> None:
    keys = wiring.parts_of(options_of(ground), process).keys
    assert keys.locked() == CLASSES_OF_PROCESS[process]
    for key_class in INTERMEDIARY_CLASSES:
        with pytest.raises(Locked):
            keys.key(key_class)


def test_a_process_nobody_knows_gets_nothing(ground: Ground) -> None:
    with pytest.raises(KeyError):
        wiring.parts_of(options_of(ground), "ezra")


def test_without_public_keys_the_sentence_says_what_to_do(ground: Ground) -> None:
    (ground.home / "porch" / "public.keys").unlink()
    with pytest.raises(SettingsError, match="Run `khabar init`"):
        wiring.parts_of(options_of(ground), "porch")


def test_only_the_demo_has_a_clock_that_can_be_moved(ground: Ground) -> None:
    assert isinstance(wiring.clock(options_of(ground)), OffsetClock)
    real = options_of(ground, demo=False, fast_keys=False)
    assert isinstance(wiring.clock(real), SystemClock)


def test_mail_leaves_only_where_a_server_is_named(ground: Ground) -> None:
    assert isinstance(wiring.mailer(options_of(ground)), NoMailer)
    named = options_of(ground, smtp_host="mail.example", mail_from="post@house.example")
    assert wiring.mailer(named) == SmtpMailer("mail.example", 25)


def test_a_request_gets_the_parts_of_its_process_and_keys_for_itself_alone(parts: Parts, agent: MemoryKeyAgent) -> None:
    seen: list[Parts] = []

    def door(request: HttpRequest) -> HttpResponse:
        seen.append(request.parts)  # type: ignore[attr-defined]  # laid there by the middleware
        return HttpResponse()

    handle = wiring.give_parts(door)
    handle(HttpRequest())
    handle(HttpRequest())
    first, second = seen
    assert first.clock is second.clock is parts.clock
    assert first.keys is not second.keys
    assert first.keys.key(KeyClass.REGISTER) == agent.key(KeyClass.REGISTER)


def test_a_running_process_takes_up_new_public_keys_and_serves_on_when_the_file_is_gone(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, random = ground.home / "porch" / "public.keys", SeededEntropy("rotation").bytes
    monkeypatch.setenv("KHABAR_SETTINGS", str(ground.settings))
    monkeypatch.setenv("KHABAR_PROCESS", "porch")
    wiring.use(None)
    before = wiring.parts()
    assert wiring.parts() is before
    after = PublicKeys.of([ClassKey.generate(one, random=random) for one in INTERMEDIARY_CLASSES])
    write_public_keys(file, after.succeeding(before.public))
    assert wiring.parts().public == after.succeeding(before.public)
    assert wiring.parts().keys is before.keys
    file.unlink()
    assert wiring.parts().public[KeyClass.INTAKE] == after[KeyClass.INTAKE]


def test_parts_given_by_hand_stay_as_they_are(parts: Parts) -> None:
    assert wiring.parts() is parts


def test_what_makes_a_start_slow_is_loaded_when_it_is_used(ground: Ground) -> None:
    asked = "import sys, django; django.setup(); from khabar.config.wiring import parts; parts(); print(*sys.modules)"
    process = {"KHABAR_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    command = [sys.executable, "-c", asked]
    loaded = subprocess.run(
        command, env=ground.environment | process, capture_output=True, text=True, check=True, timeout=60
    ).stdout
    assert "khabar.config.wiring" in loaded.split()
    assert not {"holidays", "icalendar", "typst", "numpy", "PIL", "fontTools"} & set(loaded.split())

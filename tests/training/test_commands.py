"""The command lines: what is asked for, and the one line that is said where it cannot be done."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from safetensors.torch import load_file

from tests.helpers.places import ROOT
from tests.helpers.waiting import wait_until
from training.commands import everything, fitting, packing


def refused(capsys: pytest.CaptureFixture[str], done: int) -> str:
    """The one line on standard error, of a command that ended with 2."""
    out, err = capsys.readouterr()
    assert (done, out) == (2, "")
    assert err.count("\n") == 1
    return err


@pytest.mark.parametrize(
    ("command", "module", "told"),
    [
        (everything, "training", ["FOLDER", "WORK", "[SECONDS]", "--steps N", "--pairs N", "--seed", "--pack FILE", "jsonl"]),
        (fitting, "training.fitting", ["WORK", "[SECONDS]", "--steps N", "--pairs N"]),
        (packing, "training.packing", ["WEIGHTS", "--to FILE"]),
    ],
)
def test_help_says_what_there_is(
    capsys: pytest.CaptureFixture[str], command: Callable[[list[str]], int], module: str, told: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command(["--help"])
    out, err = capsys.readouterr()
    assert (ended.value.code, err) == (0, "")
    assert f"usage: python -m {module} " in out
    assert [word for word in told if word not in out] == []


def test_help_is_there_without_what_fitting_needs() -> None:
    heavy = "import sys, training.commands; print([name for name in ('torch', 'transformers', 'numpy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("seconds", ["0", "-3", "nan", "inf", "soon"])
def test_seconds_are_a_number_above_nothing(capsys: pytest.CaptureFixture[str], seconds: str) -> None:
    with pytest.raises(SystemExit) as ended:
        everything(["folder", "work", "--", seconds])
    assert ended.value.code == 2
    assert f"SECONDS: invalid number of seconds value: '{seconds}'" in capsys.readouterr().err


@pytest.mark.parametrize("steps", ["0", "-1", "2.5", "many"])
def test_steps_and_pairs_are_whole_numbers_from_one_on(capsys: pytest.CaptureFixture[str], steps: str) -> None:
    for option in ("--steps", "--pairs"):
        with pytest.raises(SystemExit) as ended:
            fitting(["work", f"{option}={steps}"])
        assert ended.value.code == 2
        assert f"{option}: invalid whole number from 1 on value: '{steps}'" in capsys.readouterr().err


def test_what_is_missing_is_said_in_a_line_and_nothing_is_begun(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    assert "nowhere is no folder" in refused(capsys, everything([f"{tmp_path / 'nowhere'}", f"{work}"]))
    assert "how long? SECONDS, or --steps N" in refused(capsys, fitting([f"{work}"]))
    assert "prepared.json is missing: `python -m training FOLDER " in refused(capsys, fitting([f"{work}", "3"]))
    assert "reader.safetensors is missing: " in refused(capsys, packing([f"{work / 'reader.safetensors'}", "--to", "x"]))
    assert "--pack needs SECONDS or --steps" in refused(capsys, everything([f"{folder}", f"{work}", "--pack", "x"]))
    nowhere = f"{tmp_path / 'nowhere' / 'x'}"
    assert "nowhere is no folder" in refused(capsys, everything([f"{folder}", f"{work}", "3", "--pack", nowhere]))
    (folder / "parallel.jsonl").unlink()
    assert "data holds no parallel.jsonl (" in refused(capsys, everything([f"{folder}", f"{work}"]))
    assert not work.exists()


def test_a_work_folder_that_is_a_file_is_named(capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path) -> None:
    (tmp_path / "work").write_text("", encoding="utf-8")
    assert f"python -m training: {tmp_path / 'work'}: File exists" in refused(
        capsys, everything([f"{folder}", f"{tmp_path / 'work'}"])
    )


@pytest.mark.model
def test_a_work_folder_of_other_data_is_left_alone(
    capsys: pytest.CaptureFixture[str], folder: Path, prepared_work: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    shutil.copytree(prepared_work, work)
    with (folder / "parallel.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"en": "The mill stands still.", "zh": "磨坊停了。"}) + "\n")
    assert f"{work} was made with another parallel.jsonl" in refused(capsys, everything([f"{folder}", f"{work}", "3"]))
    assert "was made with another seed" in refused(capsys, everything([f"{folder}", f"{work}", "--seed=4"])).replace(
        "parallel.jsonl, another ", ""
    )
    (work / "prepared.json").write_text('{"seed": 0', encoding="utf-8")
    assert "prepared.json is damaged (" in refused(capsys, everything([f"{folder}", f"{work}"]))


@pytest.mark.model
@pytest.mark.long
def test_one_command_makes_weights_and_killed_goes_on_to_the_same(data: Path, tmp_path: Path) -> None:
    """From nothing, each in a process of its own: ended by SECONDS, killed while it fits, and begun again; and in one go."""

    def command(work: str, *options: str) -> list[str]:
        given = [f"{data}", f"{tmp_path / work}", *options, "--steps=6", "--pairs=6"]
        return [sys.executable, "-m", "training", *given, "--pack", f"{tmp_path / work}.safetensors"]

    def run(*options: str, hashes: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": hashes}
        done = subprocess.run(
            command(*options), cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=True
        )
        return done.stdout

    assert "6 steps, " in run("at-once", hashes="1")
    said = run("in-parts", "0.001", hashes="2")
    assert "1 steps, " in said and "2 steps, " not in said
    with (tmp_path / "said").open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command("in-parts"), cwd=ROOT, stdout=out)
        wait_until(lambda: "3 steps, " in (tmp_path / "said").read_text(encoding="utf-8"), 300)
        process.send_signal(signal.SIGKILL)
        process.wait()
    last = run("in-parts", hashes="3")
    assert "2 steps, " in last and "6 steps, " in last  # what was not saved is made again
    once, parts = (load_file(tmp_path / f"{work}.safetensors") for work in ("at-once", "in-parts"))
    assert [name for name in once if not once[name].equal(parts[name])] == []
    fitted, packed = tmp_path / "in-parts", tmp_path / "packed.safetensors"
    for module, given in (
        ("fitting", [f"{fitted}", "--steps=6", "--pairs=6"]),
        ("packing", [f"{fitted / 'reader.safetensors'}", "--to", f"{packed}"]),
    ):
        again = [sys.executable, "-m", f"training.{module}", *given]
        done = subprocess.run(again, cwd=ROOT, capture_output=True, text=True, timeout=600, check=True)
        assert " steps, " not in done.stdout  # all is done
    assert [name for name, value in load_file(packed).items() if not value.equal(parts[name])] == []

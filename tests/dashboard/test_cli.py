"""The command line: exit codes, one line per fault, nothing half-written; `serve` from start to Ctrl-C."""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from streamlit.web.server.app_discovery import discover_asgi_app

from dashboard import cli, serving
from visits import VisitFilter, load
from visits.parameters import PARAMETERS

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments):
    """Run the command line in this process; argparse leaves by SystemExit."""
    try:
        return cli.main(list(arguments))
    except SystemExit as leave:
        return leave.code


def test_check_of_sound_data(capsys):
    assert run("check", str(ROOT / "seeds")) == 0
    said = capsys.readouterr()
    assert "no faults, 3 warnings" in said.out
    told = said.err.splitlines()  # where sources differ: kept, shown, and no failure
    assert len(told) == 3
    assert all(
        re.fullmatch(r"claims\.csv:\d+:value: .+: conflicts with .+ \(warning\)", line) for line in told
    )


def test_check_names_every_fault_on_its_line(broken_package, capsys):
    assert run("check", str(broken_package)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert re.search(r"^events\.csv:\d+:date: 2023-02-30: .+: .+$", said.err, flags=re.MULTILINE)


def test_check_of_nothing(tmp_path, capsys):
    assert run("check", str(tmp_path / "missing")) == 2
    said = capsys.readouterr().err
    assert "missing" in said
    assert "Traceback" not in said


def test_export_to_a_file(tmp_path):
    target = tmp_path / "events.csv"
    assert (
        run("export", "--format", "csv", "--start", "2023-09-25", "--end", "2023-09-29", "-o", str(target))
        == 0
    )
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"), newline="")))
    chosen, _ = VisitFilter.from_params({"start": ["2023-09-25"], "end": ["2023-09-29"]})
    assert [row["event_id"] for row in rows] == list(load().frame(chosen)["event_id"])
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]


def test_export_to_standard_output(capfdbinary):
    assert run("export", "--format", "geojson", "--type", "talks", "--type", "signing") == 0
    collection = json.loads(capfdbinary.readouterr().out)
    chosen = VisitFilter(types=("talks", "signing"))
    assert len(collection["features"]) == len(load().frame(chosen)) > 0


def test_export_for_excel_of_other_data(package, tmp_path):
    target = tmp_path / "events.csv"
    assert run("export", "--format", "csv-excel", "--data", str(package), "--output", str(target)) == 0
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")


def test_every_filter_of_the_table_is_an_option(capsys):
    assert run("export", "--help") == 0
    said = capsys.readouterr().out
    for parameter in PARAMETERS:
        assert re.search(rf"--{parameter.option or parameter.name}\b", said)
    assert "--q " not in said


@pytest.mark.parametrize("form", ["xlsx", "lpf", "kml", "ics", "parquet", "datapackage", "html"])
def test_formats_to_come_are_refused_in_one_line(form, capsys, tmp_path):
    assert run("export", "--format", form, "-o", str(tmp_path / "x")) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert "not available yet" in said[0]
    assert "csv, csv-excel, geojson" in said[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "exe"],
        ["--format", "csv", "--start", "2023-02-30"],
        ["--format", "csv", "--type", "party"],
        ["--format", "csv", "--city", "{{7*7}}"],
        ["--format", "csv", "--bbox", "nan,0,0,0"],
        ["--format", "csv", "--start", "2024-01-02", "--end", "2024-01-01"],
        ["--format", "csv", "--data", "no/such/folder"],
        ["--format", "csv", "--bogus", "1"],
        [],
    ],
)
def test_what_makes_no_sense_is_one_line_and_writes_nothing(arguments, capsys, tmp_path):
    target = tmp_path / "events.csv"
    target.write_text("old", encoding="utf-8")
    assert run("export", *arguments, "-o", str(target)) == 2
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 1
    assert said.out == ""
    assert target.read_text(encoding="utf-8") == "old"


def test_several_mistakes_are_several_lines(capsys):
    assert run("export", "--format", "csv", "--start", "x", "--country", "xyz") == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said] == ["--start", "--country"]


def test_faulty_data_are_not_exported(broken_package, tmp_path, capsys):
    target = tmp_path / "events.csv"
    assert run("export", "--format", "csv", "--data", str(broken_package), "-o", str(target)) == 2
    assert "events.csv:" in capsys.readouterr().err
    assert not target.exists()


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "events.csv"
    target.write_bytes(b"old")

    def fail(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(cli.CommandError, match="No space left"):
        cli.write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["events.csv"]


def test_a_file_into_no_folder(tmp_path):
    with pytest.raises(cli.CommandError, match="cannot be written"):
        cli.write_whole(tmp_path / "no" / "events.csv", b"new")


def test_written_files_have_ordinary_rights(tmp_path):
    plain, whole = tmp_path / "plain", tmp_path / "whole"
    plain.write_bytes(b"")
    cli.write_whole(whole, b"")
    assert whole.stat().st_mode == plain.stat().st_mode


def test_geocode_shows_candidates_with_reasons(capsys):
    assert run("geocode", "Bắc Kinh", "qwertyxyz", "--context", "Trung Quốc") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:2] == ["name", "place_id"]
    assert any("gn:1816670" in line and line.startswith("Bắc Kinh") for line in lines)
    assert "no answer" in lines[-1]


@pytest.mark.parametrize(
    "arguments",
    [[], ["fly"], ["serve", "--port", "x"], ["serve", "--port", "70000"], ["serve", "--data", "no/such"]],
)
def test_bad_commands_are_one_line(arguments, capsys):
    assert run(*arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_taken_port_is_named_with_a_way_out(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert run("serve", "--port", str(port)) == 2
    other = port + 1 if port < 65535 else 8501
    assert capsys.readouterr().err == f"Port {port} is in use; use --port {other} or PORT={other} make run\n"


def test_an_address_of_another_machine(capsys):
    assert run("serve", "--host", "192.0.2.1", "--port", "0") == 2
    assert capsys.readouterr().err.startswith("192.0.2.1: cannot be listened on")


def test_localhost_listens_on_loopback_only():
    sockets = serving.listen("localhost", 0)
    try:
        assert {listening.getsockname()[0] for listening in sockets} <= {"127.0.0.1", "::1"}
        assert len({listening.getsockname()[1] for listening in sockets}) == 1
    finally:
        for listening in sockets:
            listening.close()


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("localhost", "http://localhost:80"),
        ("0.0.0.0", "http://localhost:80"),
        ("::1", "http://[::1]:80"),
        ("map.example", "http://map.example:80"),
    ],
)
def test_the_address_to_open(host, said):
    assert serving.address(host, 80) == said


def ask(address, **headers):
    """Ask over HTTP; an error status is an answer too."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent differently on Windows")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_serve_from_any_folder_until_interrupted(tmp_path, stop):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    environment.pop("VISIT_MAP_DATA", None)
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--port", "0"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = server.stdout.readline()
        ready = re.fullmatch(r"Visit Map is ready at (http://localhost:\d+) \(Ctrl-C stops it\)\n", line)
        assert ready, line + server.stderr.read()
        here = ready[1]
        assert ask(f"{here}/healthz")[0::2] == (200, b"ok")
        status, headers, page = ask(f"{here}/")
        assert (status, headers["X-Frame-Options"]) == (200, "SAMEORIGIN")
        assert b"<script" in page
        assert ask(f"{here}/_stcore/health")[1]["Content-Security-Policy"]
        assert ask(f"{here}/app/static/fonts/fonts.css")[0] == 200
        assert ask(f"{here}/api/events.csv")[2].startswith(b"event_id,")
        assert ask(f"{here}/", Host="evil.example")[0] == 400
    finally:
        server.send_signal(stop)
        out, err = server.communicate(timeout=20)
    assert server.returncode == 0
    assert out == ""
    assert err == ""


def test_streamlit_finds_the_application():
    found = discover_asgi_app(ROOT / "dashboard" / "app.py")
    assert found.is_asgi_app
    assert found.import_string == "app:app"

"""How right and how fast the gazetteer is, on lists of names that it was not made from.

    python benchmarks/names.py [--names FILE ...] [--invented FILE] [--prose FILE] [--wrong] [--no-speed]

Right: the first answer lies within the row's radius of the row's point, in the row's country. Confidently wrong:
the first answer is another place, and the answer does not say that it is ambiguous. Not a test: what must hold
stands in ``tests/``.
"""

import argparse
import csv
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gazetteer import Gazetteer, Place  # noqa: E402
from gazetteer.atlas import metres_between  # noqa: E402
from gazetteer.cells import split_values  # noqa: E402
from gazetteer.packed import shipped  # noqa: E402

LISTS = ROOT / "tests" / "cases" / "names"
COLD = "from gazetteer import Gazetteer; Gazetteer().geocode('Bắc Kinh').raw"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", nargs="*", type=Path, default=sorted(LISTS.glob("names-*.csv")))
    parser.add_argument("--invented", type=Path, default=LISTS / "invented.csv")
    parser.add_argument("--prose", type=Path, default=LISTS / "prose.jsonl")
    parser.add_argument("--wrong", action="store_true", help="print every row that is not right")
    parser.add_argument("--no-speed", action="store_true")
    asked = parser.parse_args()
    gazetteer = Gazetteer()
    for path in asked.names:
        right_first(gazetteer, path, wrong=asked.wrong)
    invented(gazetteer, asked.invented)
    prose(gazetteer, asked.prose, wrong=asked.wrong)
    if not asked.no_speed:
        speed(gazetteer, asked.names)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def is_right(answer: Any, row: dict[str, Any]) -> bool:
    if answer is None:
        return False
    if row["country"] and answer.raw["country"] not in (row["country"], "zz"):
        return False
    if not row["latitude"]:
        return True
    away = metres_between(answer.latitude, answer.longitude, float(row["latitude"]), float(row["longitude"]))
    return bool(away <= 1000 * float(row["radius_km"]))


def right_first(gazetteer: Gazetteer, path: Path, *, wrong: bool) -> None:
    """Print right, wrong, confidently wrong and none, per class."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows_of(path):
        answer = gazetteer.geocode(row["name"], context=split_values(row["context"]) or None)
        if is_right(answer, row):
            what = "right"
        elif answer is None:
            what = "none"
        else:
            what = "unsure" if answer.raw["ambiguous"] else "confidently wrong"
        for group in (row["class"], "all"):
            counts[group][what] += 1
        if wrong and what != "right":
            shown = (
                f"{answer.address} [{answer.raw['id']} {answer.raw['score']} {answer.raw['match']}]"
                if answer
                else None
            )
            print(f"  {what:18}{row['class']:14}{row['name']!r} ({row['context']}): {shown}; wanted {row['country']} "
                  f"{row['latitude']}, {row['longitude']} {row['source']}")  # fmt: skip
    print(f"\n{path.name}\n")
    print("| class | names | right | share | wrong, said unsure | confidently wrong | none |")
    print("|---|---|---|---|---|---|---|")
    for group, found in sorted(counts.items(), key=lambda item: (item[0] == "all", item[0])):
        total = found.total()
        print(
            f"| {group} | {total} | {found['right']} | {found['right'] / total:.3f} | {found['unsure']} "
            f"| {found['confidently wrong']} | {found['none']} |"
        )


def invented(gazetteer: Gazetteer, path: Path) -> None:
    rows = rows_of(path)
    answered = [
        (row["name"], answer) for row in rows if (answer := gazetteer.geocode(row["name"])) is not None
    ]
    print(f"\ninvented names answered: {len(answered)} of {len(rows)}")
    for name, answer in answered:
        print(
            f"  {name!r}: {answer.address} [{answer.raw['id']} {answer.raw['score']} {answer.raw['match']}]"
        )


def is_near(found: Place, wanted: dict[str, Any]) -> bool:
    if found.latitude is None or found.longitude is None or found.country != wanted["country"]:
        return False
    if not wanted.get("latitude"):
        return True
    away = metres_between(found.latitude, found.longitude, wanted["latitude"], wanted["longitude"])
    return bool(away <= 1000 * wanted["radius_km"])


def prose(gazetteer: Gazetteer, path: Path, *, wrong: bool) -> None:
    """Print how many of the places in sentences are found, and what else is."""
    wanted = found = false = offices = offices_right = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        mentions = {(one.start, one.end): one for one in gazetteer.find_places(case["text"])}
        taken = set()
        for place in case["places"]:
            wanted += 1
            span = next(
                (span for span in mentions if span[0] < place["end"] and place["start"] < span[1]), None
            )
            first = mentions[span].candidates[0].place if span else None
            near = first is not None and is_near(first, place)
            found += near
            taken.add(span)
            if wrong and not near:
                print(f"  missed {place['text']!r} in {case['id']}: {first}"[:160])
            if span and place["office_only"] is not None:
                offices += 1
                right = bool(mentions[span].qualifies) == place["office_only"]
                offices_right += right
                if wrong and not right:
                    print(f"  office {place['text']!r} in {case['text']!r}: {mentions[span].qualifies!r}")
        for span, mention in mentions.items():
            if span not in taken:
                false += 1
                if wrong:
                    first = mention.candidates[0].place
                    print(f"  false {mention.text!r} in {case['id']}: {first.id} {first.name()}")
    print(
        f"\nprose: {found} of {wanted} places found, {false} false, offices told apart {offices_right} of {offices}"
    )


def speed(gazetteer: Gazetteer, lists: list[Path]) -> None:
    cold, memory = [], 0
    for _ in range(7):
        start = time.perf_counter()
        code = f"{COLD}; import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        printed = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        cold.append(time.perf_counter() - start)
        memory = int(printed)
    print(
        f"\ncold start: median {statistics.median(cold):.3f} s, least {min(cold):.3f} s, "
        f"{memory / 1024:.0f} MiB resident"
    )
    mixed = [row["name"] for path in lists for row in rows_of(path)]
    batch = mixed * (300_000 // max(1, len(mixed)) + 1)
    print(
        f"batch, mixed list repeated: {rate(lambda: gazetteer.geocode_many(batch), len(batch)):,.0f} names/s"
    )
    packed = shipped()
    rows = random.Random(1).sample(range(int(packed.tables["names"])), 200_000)
    distinct = list(dict.fromkeys(packed.text(row) for row in rows))
    distinct = [name for name in distinct if packed.meant(name) is not None][:100_000]
    whole = rate(lambda: gazetteer.geocode_many(distinct), len(distinct))
    print(f"batch, {len(distinct):,} distinct names as the data writes them: {whole:,.0f} names/s")
    short = distinct[:10_000]
    print(
        f"batch, {len(short):,} of them: {rate(lambda: gazetteer.geocode_many(short), len(short)):,.0f} names/s"
    )
    near = [name for row in mixed_rows(lists) if row["class"] == "typos" for name in [row["name"]]]
    times = []
    for name in near * 5:
        start = time.perf_counter()
        gazetteer.geocode(name)
        times.append(1000 * (time.perf_counter() - start))
    if times:
        times.sort()
        print(
            f"near match: median {statistics.median(times):.2f} ms, p95 {times[int(0.95 * len(times))]:.2f} ms"
        )
    for lang, text in texts().items():
        size = len(text.encode())
        pace = rate(lambda text=text: gazetteer.find_places(text), size)
        print(f"find_places, {lang}, {size / 1e6:.1f} MB: {pace / 1e6:.2f} MB/s")
    print(f"resident after all of it: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
    size = sum(path.stat().st_size for path in packed.folder.iterdir())
    print(f"data on disk: {size / 1e6:.1f} MB")


def mixed_rows(lists: list[Path]) -> list[dict[str, str]]:
    return [row for path in lists for row in rows_of(path)]


def texts() -> dict[str, str]:
    """Give two megabytes of running text in each language, made of the sentences of the prose list in many orders."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for line in (LISTS / "prose.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        by_language[case["language"]].append(case["text"])
    order = random.Random(1)
    found = {}
    for language, sentences in sorted(by_language.items()):
        whole: list[str] = []
        while sum(len(sentence.encode()) for sentence in whole[:1]) * len(whole) < 2_000_000:
            whole += order.sample(sentences, len(sentences))
        found[language] = "\n".join(whole)
    return found


def rate(run: Any, amount: int, times: int = 3) -> float:
    """Give the median amount a second of a few runs after one that is not counted."""
    run()
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(amount / (time.process_time() - start))
    return statistics.median(found)


if __name__ == "__main__":
    main()

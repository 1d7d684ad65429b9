"""An event in words: every field, in English and Vietnamese, with whatever may be missing."""

import json
import shutil
from pathlib import Path

import pytest

from dashboard.visitmap.details import event_details, person_name, titled
from visits import load

SMALL = Path(__file__).parents[2] / "visits" / "packages" / "small"

SIGNING = "2023-09-26-guangzhou-memorandum-signing"
TOMB = "2023-09-25-guangzhou-pham-hong-thai-tomb"
TALKS_BEFORE = "2024-03-ho-chi-minh-city-fatherland-front-talks"
BACKGROUND = "2022-10-30-china-nguyen-phu-trong-visit"
PERFORMANCE = "2024-05-16-beijing-art-performance"

MEMORANDUM = (
    "Memorandum of understanding on cooperation between the Hanoi People's Committee and the Guangzhou city"
    " government"
)

FIELDS = {
    "event_id", "title", "type", "tags", "date", "date_text", "date_understood", "place", "place_short",
    "place_basis", "visit", "hosts", "guests", "documents", "note", "sources", "claims",
}  # fmt: skip


def one(records, event_id, lang="en"):
    (detail,) = event_details(records, [event_id], lang)
    return detail


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_every_event_of_the_seeds_has_every_field(seeds, lang):
    details = event_details(seeds, seeds.events["event_id"], lang)
    assert [detail["event_id"] for detail in details] == list(seeds.events["event_id"])
    for detail in details:
        assert set(detail) == FIELDS
        assert detail["title"]
        assert detail["type"]
        assert detail["sources"]
    json.dumps(details, allow_nan=False)


OTHERWISE = object()
"""In other words than in English."""

WORDS = [
    # event, field, English, Vietnamese
    (TOMB, "title", "Flowers laid at the tomb of Pham Hong Thai, Huanghuagang Park",
     "Đặt hoa trước mộ Phạm Hồng Thái, Công viên Hoàng Hoa Cương"),
    (TOMB, "type", "Wreath laying", "Đặt vòng hoa, dâng hương"),
    (TOMB, "tags", [], []),
    (TOMB, "date", "25 September 2023, afternoon", "chiều 25 tháng 9, 2023"),
    (TOMB, "date_text", "chiều 25/9", "chiều 25/9"),
    (TOMB, "date_understood", "25 September 2023 (2023-09-25), read from the publication date",
     "25 tháng 9, 2023 (2023-09-25), suy từ ngày đăng"),
    (TOMB, "place", "Huanghuagang Park, Guangzhou", "Công viên Hoàng Hoa Cương, Quảng Châu"),
    (TOMB, "place_short", "Huanghuagang Park", "Công viên Hoàng Hoa Cương"),
    (TOMB, "place_basis", "Venue, within 700 m; stated by the source",
     "Địa điểm cụ thể, trong vòng 700 m; nguồn nêu rõ"),
    (TOMB, "hosts", [], []),
    (TOMB, "documents", [], []),
    (SIGNING, "place", "Guangzhou", "Quảng Châu"),
    (SIGNING, "place_basis", "City; stated by the source", "Thành phố; nguồn nêu rõ"),
    (SIGNING, "documents",
     [MEMORANDUM],
     ["Bản ghi nhớ hợp tác giữa UBND Hà Nội và chính quyền Quảng Châu"]),
    (TALKS_BEFORE, "tags", ["Less certain"], ["Tương đối chắc chắn"]),
    (TALKS_BEFORE, "date", "on or before 26 March 2024", OTHERWISE),
    (TALKS_BEFORE, "date_understood", "on or before 26 March 2024 ([..2024-03-26]), inferred", OTHERWISE),
    (TALKS_BEFORE, "date_text", "", ""),
    (TALKS_BEFORE, "place_basis", "City; the seat of the host", OTHERWISE),
    (BACKGROUND, "tags", ["Background"], ["Bối cảnh"]),
    (BACKGROUND, "visit", None, None),
    (BACKGROUND, "place", "China", "Trung Quốc"),
    (BACKGROUND, "place_basis", "Country; stated by the source", "Quốc gia; nguồn nêu rõ"),
    (BACKGROUND, "date", "30 October – 1 November 2022", OTHERWISE),
    (PERFORMANCE, "date", "16 May 2024, afternoon and evening", "chiều và tối 16 tháng 5, 2024"),
    (PERFORMANCE, "place_basis", "City; the stop of the visit on that day", OTHERWISE),
]  # fmt: skip


@pytest.mark.parametrize(("event_id", "field", "english", "vietnamese"), WORDS)
def test_fields_in_words(seeds, event_id, field, english, vietnamese):
    assert one(seeds, event_id)[field] == english
    said = one(seeds, event_id, "vi")[field]
    if vietnamese is OTHERWISE:
        assert said != english, "said in Vietnamese"
    else:
        assert said == vietnamese


def test_the_visit_of_an_event(seeds):
    visit = one(seeds, SIGNING)["visit"]
    assert visit["id"] == "hanoi-china-2023-09"
    assert visit["title"] == "Hanoi high-level delegation to China, September 2023"
    assert visit["hue"] == 1
    assert visit["date"] == "25–29 September 2023"
    assert visit["delegation"] == "High-level delegation of Hanoi"
    (head,) = visit["head"]
    assert head["name"] == "Dinh Tien Dung (Đinh Tiến Dũng, 丁进勇)"
    assert "Secretary of the Hanoi Party Committee" in head["role"]
    visit = one(seeds, SIGNING, "vi")["visit"]
    assert visit["title"] == "Đoàn cấp cao Hà Nội thăm Trung Quốc, tháng 9 năm 2023"
    assert visit["date"] == "25–29 tháng 9, 2023"
    assert visit["delegation"] == "Đoàn đại biểu cấp cao Hà Nội"
    assert "Bí thư Thành ủy Hà Nội" in visit["head"][0]["role"]


def test_a_visit_that_says_little(made):
    records = made(visits=[{"visit_id": "v"}], events=[{"event_id": "e", "visit_id": "v"}])
    visit = one(records, "e", "vi")["visit"]
    assert (visit["title"], visit["head"], visit["delegation"], visit["note"]) == ("A visit", [], "", "")
    assert visit["date"] == "không rõ ngày"


def test_notes_and_titles_that_a_language_lacks_are_in_english(small):
    assert one(small, "e-sign", "vi")["title"] == "Memorandum, signed"
    assert one(small, "e-meet", "vi")["title"] == "Meeting with Huang Kunming"
    assert one(small, "e-tomb", "vi")["title"] == "Đặt hoa tại mộ Phạm Hồng Thái"
    assert one(small, "e-talks", "vi")["note"] == "=1+1 is not a formula; 7*7 neither"
    visit = one(small, "e-hanoi", "vi")["visit"]
    assert (visit["title"], visit["hue"]) == ("Shanghai delegation to Vietnam", 2)
    assert one(small, "e-past")["visit"]["hue"] == 0


def test_documents_are_one_each_and_in_english_where_a_language_has_none(small, made):
    assert one(small, "e-sign")["documents"] == ["Memorandum A", "Note B; part two"]
    assert one(small, "e-sign", "vi")["documents"] == ["Bản ghi nhớ A"]
    records = made(events=[{"event_id": "e", "documents": "Only in English"}])
    assert one(records, "e", "vi")["documents"] == ["Only in English"]


# --- people ---


def roles_of(records, event_id, who, lang="en"):
    return {person["name"]: person["role"] for person in one(records, event_id, lang)[who]}


def test_a_person_has_all_names_and_the_office_of_the_time(small):
    (name, role), *_ = roles_of(small, "e-tomb", "guests").items()
    assert name == "Đinh Tiến Dũng (丁进勇)", "no name twice"
    assert role == "Secretary of the Hanoi Party Committee"
    (name, role), *_ = roles_of(small, "e-tomb", "guests", "vi").items()
    assert role == "Bí thư Thành ủy Hà Nội"


OFFICES = [
    # day of the event -> offices, in English and in Vietnamese
    ("2021-03-31", "Minister", "Minister"),
    ("2022-01-01", "Secretary", "Bí thư"),
    ("2024-01-01", "Secretary; Delegate", "Bí thư; Delegate"),
    ("2021", "Minister; Secretary", "Minister; Bí thư"),
    ("[2023-12-01..2024-01-31]", "Secretary; Delegate", "Bí thư; Delegate"),
    ("2012-12-31", "", ""),
    ("2030", "", ""),
    ("", "", ""),
    ("XXXX-05-01", "", ""),
]


@pytest.mark.parametrize(("day", "english", "vietnamese"), OFFICES)
def test_the_offices_are_those_of_the_day(made, day, english, vietnamese):
    records = made(
        people=[{"person_id": "p", "name": "P"}],
        roles=[
            {"person": "p", "title": "Minister", "from": "2013", "to": "2021-03"},
            {"person": "p", "title": "Secretary", "title_vi": "Bí thư", "from": "2021-04", "to": "2024-06"},
            {"person": "p", "title": "Delegate", "from": "2024", "to": "2024-06"},
        ],
        events=[{"event_id": "e", "date": day, "hosts": "p"}],
    )
    assert roles_of(records, "e", "hosts") == {"P": english}
    assert roles_of(records, "e", "hosts", "vi") == {"P": vietnamese}


def test_a_person_without_a_chinese_name(seeds):
    (host,) = one(seeds, "2024-05-16-beijing-liu-wei-meeting")["hosts"]
    assert host["name"] == "Liu Wei (Lưu Vĩ)"
    (host,) = one(seeds, "2024-05-16-beijing-liu-wei-meeting", "vi")["hosts"]
    assert host["name"] == "Lưu Vĩ (Liu Wei)"


def test_names_by_language(small):
    assert person_name(small, "huang", "vi") == "Hoàng Khôn Minh"
    assert person_name(small, "huang", "zh") == "黄坤明"
    assert person_name(small, "huang", "en") == "Huang Kunming"
    assert person_name(small, "guangzhou-government", "zh") == "Government of Guangzhou; city hall"
    assert titled(small.event("e-meet"), "zh") == "会见黄坤明"


def test_hosts_keep_their_order(seeds):
    names = [person["name"] for person in one(seeds, SIGNING)["hosts"]]
    assert names[0].startswith("Guo Yonghang (")
    assert names[1].startswith("Guangzhou Municipal People's Government (")


# --- what is missing ---


def test_an_event_that_says_nothing(made):
    records = made(events=[{"event_id": "e"}])
    english, vietnamese = one(records, "e"), one(records, "e", "vi")
    assert (english["date"], english["date_understood"]) == ("day not stated", "day not stated")
    assert english["place"] == english["place_short"] == english["place_basis"] == "Place not known"
    assert english["visit"] is None
    assert english["hosts"] == english["guests"] == english["documents"] == english["claims"] == []
    assert english["tags"] == []
    assert english["note"] == english["date_text"] == ""
    for field in ("date", "date_understood", "place", "place_short", "place_basis"):
        assert vietnamese[field] != english[field]


def test_a_day_without_a_year_and_a_part_of_it(made):
    records = made(events=[{"event_id": "e", "date": "XXXX-03-26", "part_of_day": "morning; noon"}])
    detail = one(records, "e")
    assert detail["date"] == "26 March, year not stated (morning and noon)"
    assert detail["date_understood"] == "26 March, year not stated (XXXX-03-26)"


def test_a_part_of_day_without_a_date(made):
    assert (
        one(made(events=[{"event_id": "e", "part_of_day": "evening"}]), "e")["date"]
        == "day not stated (evening)"
    )


def test_a_basis_that_is_not_given_is_unknown(small):
    assert one(small, "e-talks")["place_basis"] == "City; unknown"
    assert one(small, "e-talks")["date_understood"] == "27 September 2023 (2023-09-27)"


def test_a_place_that_is_wider_than_a_city_stands_alone(small):
    detail = one(small, "e-undated")
    assert detail["place"] == "Guangdong"
    assert detail["place_basis"] == "Province; unknown"
    assert detail["tags"] == ["Cancelled", "Uncertain"]


# --- sources and claims ---


def test_a_source_has_name_address_and_day(small, made):
    first, second = one(small, "e-meet")["sources"]
    assert (first["label"], first["url"], first["published"]) == (
        "Paper A",
        "https://a.example.org/1?x=1;y=2",
        "26 September 2023",
    )
    assert second["url"] == ""
    assert second["published"] == "2024, day not stated"
    records = made(
        sources=[{"source_id": "paper", "publisher": "", "citation": "A letter"}], events=[{"event_id": "e"}]
    )
    (source,) = one(records, "e")["sources"]
    assert (source["label"], source["published"]) == ("A letter", "")


def test_a_source_without_an_address_can_be_found_by_its_citation(small):
    _, book = one(small, "e-meet")["sources"]
    assert "A book; its second part" in book.values() or "A book; its second part" in book["label"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/x", "//a.example"]
)
def test_only_web_addresses_ever_arrive(made, tmp_path, url):
    records = made(sources=[{}, {"source_id": "good", "url": "https://a.example/"}],
                   events=[{"event_id": "e", "sources": "good"}])  # fmt: skip
    assert one(records, "e")["sources"][0]["url"] == "https://a.example/"
    folder = next(tmp_path.glob("made*"))
    sources = folder / "sources.csv"
    sources.write_text(sources.read_text().replace("https://a.example/", url), encoding="utf-8")
    broken = load(folder, strict=False)
    assert broken.faults
    urls = [
        source["url"]
        for detail in event_details(broken, broken.events["event_id"], "en")
        for source in detail["sources"]
    ]
    assert url not in urls


CLAIMS = [
    # event, column, value -> what the panel says, in English and Vietnamese
    ("e-meet", "date", "[2023-09-25..2023-09-29]", "wider", "less precise",
     "between 25 and 29 September 2023 ([2023-09-25..2023-09-29])"),
    ("e-talks", "date", "2023-09-28", "conflict", "differs", "28 September 2023 (2023-09-28)"),
    ("e-tomb", "place_id", "gn:1809858", "wider", "less precise", "Guangzhou"),
    ("e-hcmc", "date", "2024-03-20", "narrower", "more precise", "20 March 2024 (2024-03-20)"),
    ("e-back", "date", "2023-09-29", "same", "", "29 September 2023 (2023-09-29)"),
    ("e-back", "place_id", "gn:1816670", "conflict", "differs", "Beijing"),
    ("e-back", "type", "departure", "conflict", "differs", "Departure"),
    ("e-back", "status", "planned", "conflict", "differs", "Planned"),
    ("e-back", "part_of_day", "morning", "narrower", "more precise", "morning"),
    ("e-talks", "hosts", "huang", "conflict", "differs", "Huang Kunming"),
    ("e-back", "hosts", "huang; yin", "narrower", "more precise", "Huang Kunming, Yin Li"),
    ("e-back", "title", "Something else", "conflict", "differs", "Something else"),
]  # fmt: skip


@pytest.mark.parametrize("case", CLAIMS, ids=lambda case: f"{case[0]}-{case[1]}-{case[3]}")
def test_claims(tmp_path, case):
    event_id, field, value, *expected = case
    folder = shutil.copytree(SMALL, tmp_path / "small")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        file.write("event,field,value,source,locator,note\n")
        file.write(f"{event_id},{field},{value},book-b,page 7,\n")
    (claim,) = one(load(folder), event_id)["claims"]
    assert [claim["agrees"], claim["remark"], claim["value"]] == expected
    assert (claim["source"], claim["url"], claim["locator"]) == ("Publisher B", "", "page 7")


def test_claims_in_vietnamese(small):
    (claim,) = one(small, "e-talks", "vi")["claims"]
    assert claim["field"] == "Ngày"
    assert claim["value"] == "28 tháng 9, 2023 (2023-09-28)"
    assert claim["remark"]
    assert claim["remark"] != "differs"


def test_a_claim_of_several_parts_of_the_day_is_in_words(made):
    records = made(
        events=[{"event_id": "e", "date": "2024-05-16"}],
        claims=[{"event": "e", "field": "part_of_day", "value": "afternoon; evening"}],
    )
    (claim,) = one(records, "e", "vi")["claims"]
    assert "chiều" in claim["value"]
    assert "tối" in claim["value"]


def test_hosts_that_one_source_names_row_by_row_are_not_called_imprecise(seeds):
    detail = one(seeds, "2024-03-26-hanoi-memorandum-signing")
    vna = [c for c in detail["claims"] if c["field"] == "Hosts" and c["source"].startswith("VNA")]
    assert len(vna) >= 1
    assert {claim["agrees"] for claim in vna} == {"same"}


# --- what is asked ---


def test_details_come_in_the_order_asked_for(seeds):
    asked = [TOMB, BACKGROUND, TOMB]
    assert [detail["event_id"] for detail in event_details(seeds, asked, "en")] == asked
    assert event_details(seeds, [], "en") == []


@pytest.mark.parametrize("event_id", ["", "no-such-event", "{{ 7*7 }}", "../events"])
def test_unknown_ids_raise(seeds, event_id):
    with pytest.raises(KeyError):
        event_details(seeds, [TOMB, event_id], "en")


@pytest.mark.parametrize("lang", ["zz", "", "EN-us"])
def test_a_language_that_is_not_spoken_is_english(seeds, lang):
    assert one(seeds, TOMB, lang) == one(seeds, TOMB, "en")


def test_hostile_text_arrives_as_it_is(made):
    hostile = "{{ 7*7 }} {% x %} ${1} `a` <img src=x onerror=alert(1)> </script> \u202e'\""
    records = made(
        sources=[{"publisher": hostile, "citation": hostile}],
        people=[{"person_id": "p", "name": hostile}],
        events=[
            {"event_id": "e", "title": hostile, "note": hostile, "documents": hostile, "date_text": hostile,
             "hosts": "p", "date": "2024"}
        ],
    )  # fmt: skip
    detail = one(records, "e")
    assert detail["title"] == detail["note"] == detail["date_text"] == hostile
    assert detail["documents"] == [hostile]
    assert detail["hosts"][0]["name"] == hostile
    assert detail["sources"][0]["label"] == hostile

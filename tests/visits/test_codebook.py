from visits.codebook import codebook
from visits.schema import EVENT_COLUMNS, TABLES
from visits.vocabulary import VOCABULARIES


def test_every_column_and_every_word_is_in_it():
    text = codebook()
    for table in TABLES.values():
        section = text.split(f"### {table.name}.csv", 1)[1].split("### ", 1)[0]
        for column in table.columns:
            assert f"| `{column.name}`{'*' if column.required else ''} |" in section
            assert column.description.replace("|", "\\|") in section
    for words in VOCABULARIES.values():
        for word in words:
            assert f"| `{word}` |" in text
    exported = text.split("### Event CSV", 1)[1]
    for column in EVENT_COLUMNS:
        assert f"| `{column.name}`" in exported


def test_it_is_a_table_with_as_many_cells_in_each_row():
    for line in codebook().splitlines():
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") in (3, 4)

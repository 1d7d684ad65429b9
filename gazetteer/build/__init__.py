"""From raw sources to the packed data that ships: `python -m gazetteer build`. Nothing here runs for a reader.

A place walks: `inputs` (pinned packages, extracts of system packages, hand-kept tables) -> one module per subject
(`geonames`, `china`, `vietnam`, `divisions`, `airports`, `handkept`) that turns rows into drafts -> `assemble`
(one draft per place, its names, what it lies in) -> `pack` (the files under ``data/``). The same inputs give the
same bytes.
"""

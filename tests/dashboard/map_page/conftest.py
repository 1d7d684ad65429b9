"""The page "Map" run by Streamlit's AppTest: opened under an address, over the seeds or a made-up package."""

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import records_source

MADE_PACKAGE = Path(__file__).parent.parent / "visitmap" / "made_package.py"
spec = importlib.util.spec_from_file_location("map_page_tests_made_package", MADE_PACKAGE)
made_package = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made_package)


class MapPage:
    """One session on the page."""

    def __init__(self, root, address):
        self.app = AppTest.from_file(str(root / "dashboard" / "page.py"), default_timeout=60)
        for name, values in address.items():
            self.app.query_params[name] = values
        self.run()

    def run(self):
        self.app.run()
        assert not self.app.exception, [error.value for error in self.app.exception]
        return self

    @property
    def chosen(self):
        return self.app.session_state["visit_map_state"]["chosen"]

    def choose(self, **changes):
        """Change the reader's choice as a callback would, and run again."""
        self.app.session_state["visit_map_state"]["chosen"] = replace(self.chosen, **changes)
        return self.run()

    @property
    def sentence(self):
        """What is shown, in one sentence."""
        return self.app.caption[0].value

    @property
    def captions(self):
        return [caption.value for caption in self.app.caption]

    @property
    def counts(self):
        """The line of counts under the map."""
        (said,) = (caption for caption in self.captions if " · " in caption)
        return said.split(" · ")

    @property
    def texts(self):
        return [text.value for text in self.app.text]

    @property
    def table(self):
        return self.app.dataframe[0].value

    def options(self, field):
        """The options of a filter as the reader sees them; None when the filter is not there."""
        found = [widget for widget in self.app.multiselect if widget.key.startswith(f"filter_{field}_")]
        return found[0].options if found else None

    def widget(self, field):
        (found,) = (widget for widget in self.app.multiselect if widget.key.startswith(f"filter_{field}_"))
        return found

    def button(self, label):
        (found,) = (button for button in self.app.button if button.label == label)
        return found

    @property
    def buttons(self):
        return [button.label for button in self.app.button]

    def component(self, name):
        """What Python tells a component of the page; None when it is not there."""
        for element in self.app.get("bidi_component"):
            if name in element.proto.component_name:
                said = json.loads(element.proto.json)
                return said.get("data", said)
        return None


@pytest.fixture
def visit(root):
    """Return a function that opens the page under an address."""
    return lambda **address: MapPage(root, address)


@pytest.fixture
def records():
    """Return a function that gives the records on the page."""
    return records_source.get_records


@pytest.fixture
def made(tmp_path, show):
    """Return a function that writes a package and makes it the one that is shown."""
    count = iter(range(100))

    def make(**tables):
        folder = made_package.write_package(tmp_path / f"made{next(count)}", **tables)
        show(folder)
        return folder

    return make

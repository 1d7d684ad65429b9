"""Only http and https addresses become links."""

import pytest

from dashboard.links import web_address


@pytest.mark.parametrize(
    "address",
    ["https://vov.vn/a?b=c#d", "http://example.org", "HTTPS://example.org:8443/x", " https://example.org/ "],
)
def test_web_addresses_pass(address):
    assert web_address(address) == address.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//evil.example/x",
        "/relative",
        "www.example.org",
        "ftp://example.org",
        "https:///path",
        "https://",
        "https://user:secret@example.org",
        "https://example.org\\@evil.example",
        "https://example.org/a b",
        "https://example.org/\u202eexe",
        "https://[::1",
        "vbscript:x",
        "mailto:a@example.org",
    ],
)
def test_everything_else_does_not(text):
    assert web_address(text) is None

"""`python -m dashboard`: the same as the console script `visit-map`."""

from dashboard.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

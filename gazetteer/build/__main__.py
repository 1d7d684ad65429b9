"""`python -m gazetteer.build`: the same as `python -m gazetteer build`."""

import sys

from gazetteer.build.command import main

if __name__ == "__main__":
    sys.exit(main())

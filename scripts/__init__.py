"""Doors of the repository: set up an environment, find a browser, run the checks, pin the dependencies."""

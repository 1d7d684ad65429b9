"""The dashboard: draws the records, answers filters, hands out files. See `docs/architecture.md`."""
